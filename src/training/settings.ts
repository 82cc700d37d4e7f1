/**
 * The one table of settings, as plain data: what can be set, its default, its range, its English words, its source.
 *
 * The kinds of setting are in settingKinds.ts, the rules between settings in settingRules.ts; config.ts reads, writes and
 * compares values by this table. The form, the address, the command line, kept runs and the comparison of runs follow it
 * without knowing a single setting, and so does every engine's `StepSettings`. A new setting is one entry here, its words
 * in the other languages (the compiler asks for them), and the code that obeys it.
 */
import { defaultDataset, readyNames, readySets } from '../data/sets/index.ts';
import { mostOwnImages } from '../data/sets/ownName.ts';
import { blockKinds, normKinds, shortcutKinds, specLimits, stemKinds } from '../model/spec.ts';
import { cropPadding, cutoutSize } from './augmentation.ts';
import type { Setting, SettingGroup, ValueOf } from './settingKinds.ts';

const arxiv = (id: string): string => `https://arxiv.org/abs/${id}`;
const pictures = readySets[defaultDataset];

export const settings = {
  blocks: {
    kind: 'list',
    group: 'model',
    label: 'Blocks per stage',
    help: 'How many residual blocks each stage stacks; every stage after the first halves the picture and doubles the channels.',
    source: arxiv('1512.03385'),
    default: [3, 3, 3],
    ...specLimits.blocksPerStage,
    lengths: specLimits.stages,
  },
  width: {
    kind: 'integer',
    group: 'model',
    label: 'Width',
    help: 'Channels of the first stage.',
    source: arxiv('1605.07146'),
    unit: 'channels',
    default: 16,
    ...specLimits.width,
  },
  block: {
    kind: 'choice',
    group: 'model',
    label: 'Block',
    help: 'Basic: two 3×3 convolutions. Bottleneck: 1×1, 3×3, 1×1 with four times the channels at the end.',
    source: arxiv('1512.03385'),
    default: 'basic',
    choices: blockKinds,
  },
  shortcut: {
    kind: 'choice',
    group: 'model',
    label: 'Shortcut',
    help: 'What is added to a block where its shape changes: a 1×1 projection, the sliced and zero-padded input (identity), or nothing at all (a plain network).',
    source: arxiv('1512.03385'),
    default: 'projection',
    choices: shortcutKinds,
    choiceLabels: {
      projection: 'projection (1×1)',
      identity: 'identity (padded)',
      none: 'none (plain)',
    },
    off: 'none',
  },
  norm: {
    kind: 'choice',
    group: 'model',
    label: 'Normalisation',
    help: 'Batch: batch norm after every convolution. None: no normalisation, and a bias at every convolution instead.',
    source: arxiv('1502.03167'),
    default: 'batch',
    choices: normKinds,
    choiceLabels: { batch: 'batch norm', none: 'none (bias)' },
  },
  stem: {
    kind: 'choice',
    group: 'model',
    label: 'Stem',
    help: 'The first layer: 3×3 for small pictures (cifar), or 7×7 with stride 2 and max pooling (imagenet).',
    source: arxiv('1512.03385'),
    default: 'cifar',
    choices: stemKinds,
    choiceLabels: { cifar: '3×3, CIFAR', imagenet: '7×7 and pool, ImageNet' },
  },
  init: {
    kind: 'choice',
    group: 'model',
    label: 'Initial weights',
    help: 'He: normal with variance 2/fan-out. PyTorch: the default uniform of its convolution and linear layers.',
    source: arxiv('1502.01852'),
    default: 'pytorch',
    choices: ['pytorch', 'he'],
    choiceLabels: { pytorch: 'PyTorch', he: 'He' },
  },
  zeroInit: {
    kind: 'boolean',
    group: 'model',
    label: 'Blocks start at zero',
    help: 'The last batch norm of every block starts at scale 0, or its last convolution at 0: the block is its shortcut alone.',
    source: arxiv('1706.02677'),
    default: false,
  },
  stochasticDepth: {
    kind: 'number',
    group: 'model',
    label: 'Stochastic depth',
    help: 'Chance that a step keeps of the last block its shortcut alone; less of earlier blocks.',
    source: arxiv('1603.09382'),
    default: 0,
    min: 0,
    max: 0.9,
  },
  optimizer: {
    kind: 'choice',
    group: 'optimizer',
    label: 'Optimizer',
    help: 'SGD with momentum, or Adam with decoupled weight decay.',
    source: arxiv('1711.05101'),
    default: 'sgd',
    choices: ['sgd', 'adamw'],
    choiceLabels: { sgd: 'SGD', adamw: 'AdamW' },
  },
  learningRate: {
    kind: 'number',
    group: 'optimizer',
    label: 'Learning rate',
    help: 'The highest learning rate that the schedule reaches.',
    source: arxiv('1708.07120'),
    live: true,
    default: 0.1,
    min: 0,
    max: 10,
  },
  momentum: {
    kind: 'number',
    group: 'optimizer',
    label: 'Momentum',
    help: 'Share of the previous update that is kept (SGD), or the first beta (AdamW).',
    source: 'https://proceedings.mlr.press/v28/sutskever13.html',
    default: 0.9,
    min: 0,
    max: 0.9999,
  },
  nesterov: {
    kind: 'boolean',
    group: 'optimizer',
    label: 'Nesterov',
    help: 'Look one momentum step ahead; SGD only.',
    source: 'https://proceedings.mlr.press/v28/sutskever13.html',
    default: true,
  },
  weightDecay: {
    kind: 'number',
    group: 'optimizer',
    label: 'Weight decay',
    help: 'Pull of every weight towards zero.',
    source: arxiv('1810.12281'),
    live: true,
    default: 5e-4,
    min: 0,
    max: 1,
  },
  decay: {
    kind: 'choice',
    group: 'optimizer',
    label: 'Decay on',
    help: 'All: every parameter, as PyTorch does. Weights: not on batch norm and biases.',
    source: arxiv('1812.01187'),
    default: 'all',
    choices: ['all', 'weights'],
    choiceLabels: { all: 'all parameters', weights: 'weights only' },
  },
  schedule: {
    kind: 'choice',
    group: 'schedule',
    label: 'Schedule',
    help: 'How the learning rate moves: up then down to zero (onecycle), a cosine, tenfold drops at 1/2 and 3/4 (step), or not at all.',
    source: arxiv('1708.07120'),
    default: 'onecycle',
    choices: ['onecycle', 'cosine', 'step', 'constant'],
    choiceLabels: { onecycle: 'one-cycle' },
  },
  warmup: {
    kind: 'number',
    group: 'schedule',
    label: 'Warm-up epochs',
    help: 'Epochs during which the learning rate rises linearly from zero; one-cycle has its own rise.',
    source: arxiv('1706.02677'),
    unit: 'epochs',
    default: 0,
    min: 0,
    max: 100,
  },
  epochs: {
    kind: 'integer',
    group: 'run',
    label: 'Epochs',
    help: 'Passes over all training pictures.',
    source: arxiv('1512.03385'),
    unit: 'epochs',
    default: 10,
    min: 1,
    max: 1000,
  },
  depthAt: {
    kind: 'depths',
    group: 'run',
    label: 'Depth by epoch',
    help: 'After which epoch the network has which blocks, such as 2:3,3,3: new blocks start as the identity and change no answer, and what stays keeps what it learned.',
    source: arxiv('1511.05641'),
    default: [],
    min: 1,
    max: 1000,
  },
  batchSize: {
    kind: 'integer',
    group: 'run',
    label: 'Batch size',
    help: 'Pictures per step.',
    source: arxiv('1804.07612'),
    unit: 'pictures',
    default: 128,
    min: 1,
    max: 4096,
  },
  batchDoubling: {
    kind: 'list',
    group: 'run',
    label: 'Batch doubles after',
    help: 'Epochs after which the batch size doubles, such as 5,8.',
    source: arxiv('1711.00489'),
    default: [],
    min: 1,
    max: 1000,
    lengths: { min: 0, max: 8 },
  },
  labelSmoothing: {
    kind: 'number',
    group: 'optimizer',
    label: 'Label smoothing',
    help: 'Share of the target spread evenly over all classes.',
    source: arxiv('1512.00567'),
    default: 0,
    min: 0,
    max: 0.9,
  },
  ema: {
    kind: 'number',
    group: 'optimizer',
    label: 'Averaged weights',
    help: 'Share of the old in a running average of the weights, which is tested and saved. 0: none.',
    source: arxiv('1803.05407'),
    default: 0,
    min: 0,
    max: 0.9999,
  },
  freeze: {
    kind: 'integer',
    group: 'optimizer',
    label: 'Frozen parts',
    help: 'How much of a trained network stays as it is: 1 the stem, 2 the first stage too, and so on. What comes behind learns from few pictures, in less time.',
    source: arxiv('1411.1792'),
    live: true,
    default: 0,
    min: 0,
    max: specLimits.stages.max + 1,
  },
  augment: {
    kind: 'set',
    group: 'data',
    label: 'Augmentation',
    help: `Random crop after padding by ${cropPadding} pixels, random mirror, and a random ${cutoutSize}-pixel square painted over with the mean colour (cutout).`,
    source: arxiv('1708.04552'),
    live: true,
    default: ['crop', 'flip'],
    choices: ['crop', 'flip', 'cutout'],
  },
  dataset: {
    kind: 'dataset',
    group: 'data',
    label: 'Data set',
    help: 'The pictures to learn, and the classes to tell apart.',
    source: pictures.source,
    default: defaultDataset,
    choices: readyNames,
  },
  trainImages: {
    kind: 'integer',
    group: 'data',
    label: 'Training pictures',
    help: 'How many of the training pictures to use.',
    source: pictures.source,
    unit: 'pictures',
    default: pictures.images.train,
    min: 1,
    max: mostOwnImages,
    split: 'train',
  },
  testImages: {
    kind: 'integer',
    group: 'data',
    label: 'Test pictures',
    help: 'How many of the test pictures to measure on after every epoch.',
    source: pictures.source,
    unit: 'pictures',
    default: pictures.images.test,
    min: 1,
    max: mostOwnImages,
    split: 'test',
  },
  mirrorTest: {
    kind: 'boolean',
    group: 'data',
    label: 'Mirror at test',
    help: 'Test every picture and its mirrored one, by the mean of both answers.',
    source: arxiv('1404.5997'),
    default: false,
  },
  seed: {
    kind: 'integer',
    group: 'run',
    label: 'Seed',
    help: 'The one source of all randomness: the same seed gives the same run.',
    source: arxiv('2109.08203'),
    default: 1,
    min: 0,
    max: 2 ** 31 - 1,
  },
  engine: {
    kind: 'choice',
    group: 'run',
    label: 'Engine',
    help: 'Fused: our own WebGPU training kernels. Stock: TensorFlow.js kernels only, the reference.',
    source: arxiv('1901.05350'),
    default: 'fused',
    choices: ['fused', 'stock'],
  },
  storage: {
    kind: 'choice',
    group: 'run',
    label: 'Feature maps as',
    help: 'How the fused engine keeps what flows between its kernels: float16 takes half the memory and rounds every value to three digits; sums and weights stay float32.',
    source: arxiv('1710.03740'),
    default: 'float32',
    choices: ['float32', 'float16'],
  },
  tuning: {
    kind: 'choice',
    group: 'run',
    label: 'Kernel tuning',
    help: 'Time the ways to compute each convolution on this GPU before the first run: auto does so on real GPUs only.',
    source: arxiv('1805.08166'),
    default: 'auto',
    choices: ['auto', 'on', 'off'],
  },
  precision: {
    kind: 'choice',
    group: 'run',
    label: 'Convolutions',
    help: 'Fast: by Winograd in 4×4 tiles where that saves time, with about twice the rounding errors. Exact: without.',
    source: arxiv('1509.09308'),
    default: 'fast',
    choices: ['fast', 'exact'],
  },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof settings;
export const settingKeys = Object.keys(settings) as SettingKey[];

/** Everything a run is made of: one spec, one training config, one seed. */
export type RunConfig = { readonly [K in SettingKey]: ValueOf<(typeof settings)[K]> };

/** The settings that the table gives this property, such as `{ live: true }`. */
type KeyWith<P> = { [K in SettingKey]: (typeof settings)[K] extends P ? K : never }[SettingKey];

export type LiveKey = KeyWith<{ readonly live: true }>;
/** The settings that a run under way obeys at once. */
export type LiveSettings = Pick<RunConfig, LiveKey>;

/** What a change in mid-run may be: of what is obeyed at once, and of the depth, for which another network takes over. */
export type ChangedSettings = Partial<LiveSettings & Pick<RunConfig, 'blocks'>>;

export type StepKey = KeyWith<{ readonly group: 'optimizer' }>;
/** What every optimizer step obeys. Its learning rate is that of the step, by the schedule. */
export type StepSettings = Pick<RunConfig, StepKey>;

const keysOfGroup = (group: SettingGroup): readonly SettingKey[] =>
  settingKeys.filter((key) => settings[key].group === group);

export const stepKeys = keysOfGroup('optimizer') as readonly StepKey[];

/** False for a choice of a single value, which no form shows: there is nothing to choose. */
export const isAdjustable = (key: SettingKey): boolean => {
  const setting: Setting = settings[key];
  return setting.kind !== 'choice' || setting.choices.length > 1;
};

export const isLive = (key: SettingKey): key is LiveKey => {
  const setting: Setting = settings[key];
  return setting.live === true;
};

/** Names for several settings together: of a network (presets.ts), and of a way to train it (recipes.ts). */
export const togetherKeys = ['model', 'recipe'] as const;
export type TogetherKey = (typeof togetherKeys)[number];

/** The command-line and URL name of a setting: `learningRate` is `learning-rate`. */
export const flagOf = (key: SettingKey | TogetherKey): string =>
  key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

export const defaultConfig = Object.fromEntries(
  settingKeys.map((key) => [key, settings[key].default]),
) as unknown as RunConfig;

/** `model` is not a setting of its own: it is a name for these together. */
export const namedKeys: readonly SettingKey[] = ['blocks', 'width', 'block', 'stem'];
