/**
 * The ready experiments of several runs: what is compared, at which sizes, and what the usual story says of it. Every run of one is trained
 * alike but for what its arm sets, so that runs of different experiments that come to the same config are one run. Pure. What they
 * came to when they were measured stands in docs/RESULTS.md.
 */
import { defaultConfig, type RunConfig, type SettingKey } from './settings.ts';

/** What is compared with what: its settings, and no others, differ between the runs of an experiment. */
export interface Arm {
  readonly name: ArmName;
  readonly sets: Partial<RunConfig>;
}

export type ArmName =
  | 'residual'
  | 'plain'
  | 'depth-8'
  | 'depth-20'
  | 'depth-32'
  | 'depth-56'
  | 'augmented'
  | 'as-they-are'
  | 'rate-0.001'
  | 'rate-0.01'
  | 'rate-0.1'
  | 'rate-1'
  | 'rate-10'
  | 'projection'
  | 'identity'
  | 'norm'
  | 'norm-slow'
  | 'bare'
  | 'bare-slow';

/** What runs are judged by: accuracy of the training or the test pictures after the last epoch, or how far the first is above the second. */
export type Measure = 'train' | 'test' | 'gap';

/** What people tell: the first of two arms is better, neither is, the last arm is the best, or one between the ends. */
export type Story =
  | { readonly kind: 'better'; readonly arm: ArmName; readonly than: ArmName }
  | { readonly kind: 'alike' }
  | { readonly kind: 'last-best' }
  | { readonly kind: 'between' };

export type ExperimentId =
  | 'plain-20'
  | 'plain-56'
  | 'depth'
  | 'augmentation'
  | 'rates'
  | 'shortcuts'
  | 'norm';

export interface Experiment {
  readonly id: ExperimentId;
  /** Two or more; all set the same settings. */
  readonly arms: readonly [Arm, Arm, ...Arm[]];
  /** What all runs have besides their size. */
  readonly base: Partial<RunConfig>;
  /** The first is what the story is about. */
  readonly measures: readonly [Measure, ...Measure[]];
  readonly story: Story;
  /** Index of the smallest size at which there is something to see. */
  readonly least: number;
}

/** How large the runs of an experiment are. */
export type Size = Pick<
  RunConfig,
  'width' | 'trainImages' | 'testImages' | 'epochs' | 'batchSize' | 'augment'
>;

const part = (
  width: number,
  trainImages: number,
  epochs: number,
  testImages: number,
  batchSize = 50,
): Size => ({ width, trainImages, epochs, testImages, batchSize, augment: [] });
/** So many pictures are seen a few times each: they are shifted and mirrored, as is usual. */
const all = (epochs: number): Size => ({
  ...part(16, 50_000, epochs, 10_000, 128),
  augment: ['crop', 'flip'],
});

/** From the smallest to the largest; each takes about two to four times as long as the one before. */
export const sizes: readonly Size[] = [
  part(4, 500, 10, 500),
  part(4, 1000, 15, 500),
  part(4, 2000, 20, 1000),
  part(8, 2000, 15, 1000),
  part(16, 2000, 15, 1000),
  part(16, 5000, 15, 2000, 64),
  part(16, 10_000, 15, 2000, 64),
  all(5),
  all(10),
  all(20),
  all(40),
];

const thin = (n: number): Pick<RunConfig, 'blocks'> => ({ blocks: [n, n, n] });
/** Identity shortcuts add no weights: with them and without, a network has equally many. */
const residual = { name: 'residual', sets: { shortcut: 'identity' } } as const satisfies Arm;
const plain = { name: 'plain', sets: { shortcut: 'none' } } as const satisfies Arm;
const shortcutsHelp = { kind: 'better', arm: 'residual', than: 'plain' } as const;

/** In the order in which they are offered. */
export const experiments: readonly Experiment[] = [
  {
    id: 'plain-20',
    arms: [residual, plain],
    base: thin(3),
    measures: ['train', 'test'],
    story: shortcutsHelp,
    least: 0,
  },
  {
    id: 'plain-56',
    arms: [residual, plain],
    base: thin(9),
    measures: ['train', 'test'],
    story: shortcutsHelp,
    least: 0,
  },
  {
    id: 'depth',
    arms: [
      { name: 'depth-8', sets: thin(1) },
      { name: 'depth-20', sets: thin(3) },
      { name: 'depth-32', sets: thin(5) },
      { name: 'depth-56', sets: thin(9) },
    ],
    base: { shortcut: 'identity' },
    measures: ['test'],
    story: { kind: 'last-best' },
    least: 1,
  },
  {
    id: 'augmentation',
    arms: [
      { name: 'as-they-are', sets: { augment: [] } },
      { name: 'augmented', sets: { augment: ['crop', 'flip'] } },
    ],
    base: thin(1),
    measures: ['test', 'gap'],
    story: { kind: 'better', arm: 'augmented', than: 'as-they-are' },
    least: 1,
  },
  {
    id: 'rates',
    arms: [
      { name: 'rate-0.001', sets: { learningRate: 0.001 } },
      { name: 'rate-0.01', sets: { learningRate: 0.01 } },
      { name: 'rate-0.1', sets: { learningRate: 0.1 } },
      { name: 'rate-1', sets: { learningRate: 1 } },
      { name: 'rate-10', sets: { learningRate: 10 } },
    ],
    base: thin(1),
    measures: ['test'],
    story: { kind: 'between' },
    least: 0,
  },
  {
    id: 'shortcuts',
    arms: [
      { name: 'projection', sets: { shortcut: 'projection' } },
      { name: 'identity', sets: { shortcut: 'identity' } },
    ],
    base: thin(3),
    measures: ['test'],
    story: { kind: 'alike' },
    least: 0,
  },
  {
    id: 'norm',
    arms: [
      { name: 'norm', sets: { norm: 'batch', learningRate: 0.1 } },
      { name: 'bare', sets: { norm: 'none', learningRate: 0.1 } },
      { name: 'norm-slow', sets: { norm: 'batch', learningRate: 0.01 } },
      { name: 'bare-slow', sets: { norm: 'none', learningRate: 0.01 } },
    ],
    base: thin(3),
    measures: ['test'],
    story: { kind: 'better', arm: 'norm', than: 'bare' },
    least: 0,
  },
];

export const experimentOf = (id: string | undefined): Experiment | undefined =>
  experiments.find((experiment) => experiment.id === id);

/** What the runs of an experiment differ in, besides the seed. */
export const armKeys = ({ arms: [{ sets }] }: Experiment): SettingKey[] => Object.keys(sets) as SettingKey[];

/** What the page decides of every run: how the device computes. */
const deviceKeys = ['engine', 'storage', 'tuning', 'precision'] as const satisfies readonly SettingKey[];
export type DeviceSettings = Pick<RunConfig, (typeof deviceKeys)[number]>;

/** One run. @param device Whatever else it has is left. */
export const configOf = (
  { base }: Pick<Experiment, 'base'>,
  { sets }: Arm,
  size: Size,
  seed: number,
  device: DeviceSettings,
): RunConfig => ({
  ...defaultConfig,
  ...Object.fromEntries(deviceKeys.map((key) => [key, device[key]])),
  ...size,
  ...base,
  ...sets,
  seed,
});

/** All runs of an experiment: every arm with the first seed, then with the next, so that a stop in between leaves arms alike. */
export const runsOf = (
  experiment: Experiment,
  size: Size,
  seeds: readonly number[],
  device: DeviceSettings,
): RunConfig[] =>
  seeds.flatMap((seed) => experiment.arms.map((arm) => configOf(experiment, arm, size, seed, device)));
