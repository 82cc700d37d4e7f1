/** English: what a run will ask of the device. */
import { durationText } from '../duration.ts';
import { figures, plural } from './figures.ts';

/** A no-break space stands before a unit. */
const duration = (seconds: number): string =>
  durationText(seconds, (n, unit) =>
    unit === 'd' ? plural(n, 'day', 'days') : `${figures.exact(n)}\u00a0${unit}`,
  );

const choose = (most: number): string =>
  most > 0 ? `choose a batch size of at most ${figures.count(most)}` : 'choose a narrower network';

export const estimate = {
  title: 'What the next run takes',
  memory: 'GPU memory',
  epochTime: 'An epoch',
  runTime: 'The run',
  /** Of a number that is estimated. */
  about: (value: string) => `≈ ${value}`,
  fromTo: (low: string, high: string) => `${low} to ${high}`,
  duration,
  /** `evaluation` only where it needs memory of its own. */
  memoryParts: (
    weights: string,
    gradients: string,
    optimizer: string,
    activations: string,
    evaluation?: string,
  ) =>
    `Weights ${weights}, gradients ${gradients}, optimizer ${optimizer}, activations of a batch ${activations}${evaluation ? `, evaluation ${evaluation}` : ''}.`,
  stockMemory: 'The stock engine keeps several times what the fused one does.',
  /** Where a time comes from. */
  source: {
    measured: (gflops: string) => `Measured with this network on this device: ${gflops} GFLOP/s.`,
    frozen: (gflops: string) =>
      `From this network’s speed on this device with nothing frozen, ${gflops} GFLOP/s, by the passes that are left: it may differ by half.`,
    derived: (gflops: string) =>
      `From another network’s speed on this device, ${gflops} GFLOP/s: this one may differ by half.`,
    assumed: (gflops: string) =>
      `Assumed: nothing was measured on this device yet, and its kind reaches about ${gflops} GFLOP/s.`,
  },
  /** The same in a few words. */
  shortSource: {
    measured: 'speed measured',
    frozen: 'speed derived',
    derived: 'speed derived',
    assumed: 'speed assumed',
  },
  budget: 'Time for a run',
  budgetHelp:
    'Chooses epochs and pictures so that a run takes about this long on this device: all pictures where a few epochs of them fit, else fewer. “As set” leaves both as they are.',
  budgets: { minute: '1 min', tenMinutes: '10 min', hour: '1 h' },
  asSet: 'as set',
  plan: (epochs: number, pictures: number) =>
    `${plural(epochs, 'epoch', 'epochs')} of ${figures.count(pictures)} pictures`,
  line: (memory: string, source: string) => `${memory} on the GPU, ${source}`,
  /** Where a run would take hours. */
  hopeless: 'A long run.',
  minuteInstead: '1 minute instead',
  measure: 'Measure this network',
  measuring: 'Measuring',
  tensorTooLarge: (bytes: string, limit: string, most: number) =>
    `It will not fit: the batch needs a tensor of ${bytes}, and this GPU takes at most ${limit}; ${choose(most)}.`,
  memoryTooLarge: (limit: string, most: number) =>
    `It may not fit: browsers do not tell how much memory a GPU has, but more than ${limit} is a lot to ask; ${choose(most)}.`,
};
