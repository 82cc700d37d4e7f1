/**
 * Every word the page shows, in English. A catalogue is a plain object of texts and of functions from values to
 * texts, so a missing text or a wrong value is a type error. Labels and help of settings come from their own table.
 */
import { type SettingGroup, type SettingKey, settings } from '../../training/settings.ts';

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const exact = new Intl.NumberFormat('en', { maximumSignificantDigits: 10 });
const oneDigit = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const threeDigits = new Intl.NumberFormat('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const twoDigits = new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** A figure as exact as it was measured. */
const measured = (value: number): string => (value < 100 ? threeDigits : whole).format(value);

const plural = (n: number, one: string, many: string): string => `${whole.format(n)} ${n === 1 ? one : many}`;

const groups: Record<SettingGroup, string> = {
  model: 'Model',
  run: 'Run',
  optimizer: 'Optimizer',
  schedule: 'Schedule',
  data: 'Data',
};

/** Choices whose own spelling is not the one people read; the rest are shown as they are. */
const choices: Record<string, string> = {
  projection: 'projection (1×1)',
  identity: 'identity (padded)',
  none: 'none (plain network)',
  cifar: '3×3, CIFAR',
  imagenet: '7×7 and pool, ImageNet',
  pytorch: 'PyTorch',
  he: 'He',
  sgd: 'SGD',
  adamw: 'AdamW',
  onecycle: 'one-cycle',
  all: 'all parameters',
  weights: 'weights only',
};

/** `resnet20` is ResNet-20; networks without a name of their own are written `ResNet [1,1,1]w8`. */
const presetName = (name: string): string =>
  name.replace(/^resnet(?=\d)/, 'ResNet-').replace(/^resnet/, 'ResNet ');

export const en = {
  language: 'en',
  title: 'ResNet Playground',
  lead: 'A residual network learns CIFAR-10 on your own device.',
  toDark: 'Dark colours',
  toLight: 'Light colours',
  dismiss: 'Dismiss',

  backend: { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' },
  detecting: 'Looking for a GPU',
  softwareDevice: 'software',

  addressProblem: (sentence: string) =>
    `The address holds a bad setting, so the defaults are used. ${sentence}`,
  addressTitle: 'Settings from the address',
  failedTitle: 'The run ended early',
  workerTitle: 'The trainer is not running',

  model: 'Model',
  preset: 'Network',
  presetHelp:
    'Thin networks (width 16) are the ones He et al. made for CIFAR-10; wide ones (width 64) are those of ImageNet with a small stem.',
  presetName,
  thin: 'Thin, three stages',
  wide: 'Wide, four stages',
  custom: 'Custom',
  stages: 'Stages',
  stagesHelp: 'One to four; every stage after the first halves the picture and doubles the channels.',
  blocksOf: (stage: string) => `Blocks in ${stage}`,
  fewer: (what: string) => `Fewer: ${what}`,
  more: (what: string) => `More: ${what}`,
  depth: (layers: number) => plural(layers, 'layer deep', 'layers deep'),

  training: 'Training',
  group: (group: SettingGroup) => groups[group],
  setting: (key: SettingKey): { label: string; help: string } => settings[key],
  choice: (value: string) => choices[value] ?? value,
  range: (min: number, max: number) => `${exact.format(min)} to ${exact.format(max)}`,
  about: (label: string) => `About ${label}`,
  source: 'Source',
  nextRun: 'next run',
  atOnce: 'at once',
  nextRunHelp: 'Changes wait for the next run.',

  train: 'Train',
  pause: 'Pause',
  resume: 'Resume',
  step: 'Step',
  stop: 'Stop',
  runControls: 'Run controls',
  stepHelp: 'One more step while paused',

  progress: 'Progress',
  idle: 'Not trained yet',
  phase: {
    preparing: 'Preparing',
    training: 'Training',
    evaluating: 'Measuring on the test pictures',
    paused: 'Paused',
  },
  asked: {
    pause: 'Pausing after this step',
    resume: 'Resuming',
    step: 'Taking one step',
    stop: 'Stopping after this step',
  },
  outcome: { finished: 'Finished', stopped: 'Stopped', failed: 'Failed' },
  task: {
    shards: 'Loading pictures',
    compile: 'Compiling kernels',
    tune: 'Tuning kernels',
    evaluate: 'Measuring on the test pictures',
  },
  ofTotal: (done: number, total: number) => `${whole.format(done)} / ${whole.format(total)}`,
  statNetwork: 'Network',
  statEpoch: 'Epoch',
  statStep: 'Step',
  statSpeed: 'Images/s',
  statLearningRate: 'Learning rate',
  statTimeLeft: 'Time left',
  statShards: 'Shards loaded',
  statMemory: 'GPU memory',
  unknown: '–',
  speed: (imagesPerSecond: number) =>
    imagesPerSecond < 100 ? oneDigit.format(imagesPerSecond) : whole.format(Math.round(imagesPerSecond)),
  megabytes: (bytes: number) => `${whole.format(Math.round(bytes / 2 ** 20))} MiB`,
  runProgress: 'Progress of the run',

  curves: 'Curves',
  loss: 'Loss',
  accuracy: 'Accuracy',
  trainSeries: 'train',
  testSeries: 'test',
  overEpochs: 'over epochs',
  noCurves: 'The curves begin with the first steps of a run.',
  curveSummary: (what: string, train: string, test: string) =>
    `${what} over epochs: train ${train}, test ${test}`,
  lossValue: (loss: number) => loss.toFixed(4),
  percent: (share: number) => `${(100 * share).toFixed(1)} %`,
  atEpoch: (epoch: number) => `Epoch ${twoDigits.format(epoch)}`,

  shapes: 'Stages',
  shapesHelp:
    'Shapes of a batch of N pictures; parameters are those that learn; MACs are multiply-accumulates of one picture, forward.',
  stageColumn: 'Stage',
  nhwc: 'Output, NHWC',
  nchw: 'Output, NCHW',
  parameters: 'Parameters',
  macs: 'MACs',
  total: 'Total',
  count: (n: number) => whole.format(n),
  millions: (n: number) => `${twoDigits.format(n / 1e6)} M`,
  stageName: (name: string, blocks: number) => (blocks > 0 ? `${name} ×${blocks}` : name),

  diagram: 'Diagram',
  diagramSummary: (parts: readonly string[]) => `The network from left to right: ${parts.join('; ')}.`,
  input: 'input',
  channels: (n: number) => `${n} ch`,
  pixels: (height: number, width: number) => `${height}×${width}`,
  diagramLegend: 'Height: pixels. Thickness: channels.',
  identityLegend: 'identity shortcut',
  projectionLegend: 'shortcut that changes the shape',
  noShortcutLegend: 'no shortcuts: a plain network',

  speedTitle: 'How fast is my GPU?',
  speedHelp:
    'Trains each network for a few steps on a made-up batch and compares its speed with a large matrix product, the best this device reaches in our own code.',
  speedNetworks: 'Networks to measure',
  speedChoice: (name: string, batchSize: number) => `${name}, batch ${whole.format(batchSize)}`,
  speedCurrent: (name: string) => `the one above (${name})`,
  compareStock: 'compare with stock TensorFlow.js',
  measure: 'Measure',
  stopMeasuring: 'Stop measuring',
  speedStatus: {
    idle: 'Nothing measured yet.',
    empty: 'Choose a network to measure.',
    run: 'Measuring waits until no run is under way.',
    noWebGpu: 'This measures WebGPU, which cannot be used here.',
    stopping: 'Stopping after this step.',
    finished: 'Measured.',
    stopped: 'Stopped.',
    failed: 'The measurement failed.',
  },
  measuring: (name: string, number: number, total: number) => `Measuring ${name}, ${number} of ${total}.`,
  rooflineOf: (device: string, gflops: string) =>
    `${device}: ${gflops} GFLOP/s at best, in a matrix product.`,
  speedTable: 'Measured speed',
  speedColumns: {
    network: 'Network',
    batch: 'Batch',
    speed: 'Images/s',
    step: 'ms a step',
    gflops: 'GFLOP/s',
    share: 'Of the best',
    dispatches: 'Dispatches',
    memory: 'GPU memory',
    speedup: 'Speed-up',
  },
  onStock: (name: string) => `${name}, stock`,
  measured,
  measuredBytes: (bytes: number) => `${measured(bytes / 2 ** 20)} MiB`,
  times: (factor: number) => `${oneDigit.format(factor)}×`,
  copyJson: 'Copy as JSON',
  copied: 'Copied.',
  copyFailed: 'The browser refused to copy: select the text below and copy it yourself.',
  copyText: 'The measurement as JSON',

  log: 'Log',
  noLog: 'One line after every epoch.',
  logChange: (step: number, changes: string) => ` Step ${step}: ${changes}`,
  logChangePart: (label: string, value: string) => `${label} set to ${value}`,
  logEnd: {
    finished: (step: number) => ` Finished after ${plural(step, 'step', 'steps')}.`,
    stopped: (step: number) => ` Stopped after ${plural(step, 'step', 'steps')}.`,
    failed: (step: number) => ` Failed after ${plural(step, 'step', 'steps')}.`,
  },
  announceEpoch: (epoch: number, epochs: number, trainLoss: string, testAccuracy: string) =>
    `Epoch ${epoch} of ${epochs}: train loss ${trainLoss}, test accuracy ${testAccuracy}.`,
  credit: 'Pictures: CIFAR-10, Alex Krizhevsky, Vinod Nair and Geoffrey Hinton.',
};
