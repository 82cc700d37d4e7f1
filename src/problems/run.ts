/** What ends a run or a measurement early, and what a measurement is doing; with the English words. */
import { type Sentences, textClause } from './sentences.ts';

export type RunProblem =
  | {
      readonly kind: 'diverged';
      /** Which loss exploded. */
      readonly loss: 'train' | 'test';
      /** What it came to, in three digits; absent where it stopped being a finite number. */
      readonly value?: number;
      /** Counted from 1. */
      readonly step: number;
      /** The setting, that is the schedule's highest. */
      readonly learningRate: number;
      /** The learning rate to try instead. */
      readonly gentler: number;
    }
  | { readonly kind: 'run-over' }
  /** The browser gives the page no more room for what it stores. */
  | { readonly kind: 'storage-full' }
  /** A run cannot go on with other pictures than it began with. Both are titles, such as `CIFAR-10`. */
  | { readonly kind: 'other-dataset'; readonly learned: string; readonly chosen: string }
  /** Nothing can be measured meanwhile. */
  | { readonly kind: 'busy'; readonly doing: 'run' | 'measurement' }
  /**
   * The worker is gone. `why` is the browser's own word, empty where it says nothing; `again` is what to press, if there is
   * a button for it.
   */
  | { readonly kind: 'worker-broke'; readonly why: string; readonly again?: 'train' | 'measure' };

/** What is being done for the network that is measured next. */
export type BenchTask =
  | { readonly kind: 'tuning'; readonly done: number; readonly total: number }
  | { readonly kind: 'warming-up'; readonly engine: 'fused' | 'stock' }
  | { readonly kind: 'compiling'; readonly done: number; readonly total: number }
  | { readonly kind: 'checking' }
  | { readonly kind: 'roofline' }
  | {
      readonly kind: 'timing';
      readonly step: number;
      readonly steps: number;
      readonly engine: 'fused' | 'stock';
    };

const buttons = { train: 'press Train to start again', measure: 'measure again' };

export const runSentences: Sentences<RunProblem> = {
  diverged: ({ loss, value, step, learningRate, gentler }) => {
    const subject = `The ${loss === 'test' ? 'test loss' : 'loss'}`;
    const happened =
      value === undefined
        ? `stopped being a finite number in step ${step}`
        : `has exploded to ${value} by step ${step}`;
    return `${subject} ${happened} at learning rate ${learningRate}: start again with a tenth of it, ${gentler}.`;
  },
  'run-over': () => 'The run is over.',
  'storage-full': () =>
    'The browser has no more room for this page: free some on the disk, or delete runs that are not needed.',
  'other-dataset': ({ learned, chosen }) =>
    `This run learns ${learned} and cannot be resumed with ${chosen}: choose ${learned}, or start a new run.`,
  busy: ({ doing }) =>
    `${doing === 'run' ? 'A run' : 'A measurement'} is under way: stop it or wait for its end, then measure.`,
  'worker-broke': ({ why, again }) => {
    const because =
      why === ''
        ? 'its script could not be loaded or it ran out of memory'
        : textClause({ kind: 'text', text: why });
    return `The training worker broke down (${because}): ${again ? buttons[again] : 'try again'}.`;
  },
};

export const benchTasks: Sentences<BenchTask> = {
  tuning: ({ done, total }) => `tuned ${done} of ${total} convolutions`,
  'warming-up': ({ engine }) => `warming up the ${engine} engine`,
  compiling: ({ done, total }) => `compiled ${done} of ${total} kernels`,
  checking: () => 'checking that the engine computes right',
  roofline: () => 'measuring the highest speed of the device',
  timing: ({ step, steps, engine }) => `step ${step} of ${steps}, ${engine} engine`,
};
