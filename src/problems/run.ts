/** What ends a run or a measurement early, and what a measurement is doing; with the English words. */
import { type Sentences, textClause } from './sentences.ts';

/** What trains, and on what; the name is empty where the browser hides it. */
export interface NamedDevice {
  readonly backend: 'webgpu' | 'webgl' | 'cpu';
  readonly name: string;
}

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
      /** Set where the run stored halves, which end at 65,504. */
      readonly half?: boolean;
    }
  | { readonly kind: 'run-over' }
  /** Page and worker do not understand each other. */
  | { readonly kind: 'not-understood' }
  /** The browser gives the page no more room for what it stores. */
  | { readonly kind: 'storage-full' }
  /** A run cannot go on with other pictures than it began with. Both are titles, such as `CIFAR-10`. */
  | { readonly kind: 'other-dataset'; readonly learned: string; readonly chosen: string }
  /** A run would go on, but with other numbers than it would have had without a break: a person decides. */
  | { readonly kind: 'other-device'; readonly before: NamedDevice; readonly now: NamedDevice }
  | { readonly kind: 'kernels-gone'; readonly now: NamedDevice }
  /** Nothing can be measured meanwhile. */
  | { readonly kind: 'busy'; readonly doing: 'run' | 'measurement' }
  /**
   * The worker is gone. `why` is the browser's own word, empty where it says nothing; `again` is what to press, if there is
   * a button for it.
   */
  | { readonly kind: 'worker-broke'; readonly why: string; readonly again?: 'train' | 'measure' }
  /** The worker gives no sign of life. `again` as above. */
  | { readonly kind: 'worker-silent'; readonly again?: 'train' | 'measure' }
  /** The worker lives, but the run takes no step. */
  | { readonly kind: 'run-stalled' }
  /** Something in the engine broke for no reason that is known; its own words are on the console. */
  | { readonly kind: 'engine-broke' }
  /** A run without a checkpoint would begin anew on another backend. */
  | {
      readonly kind: 'backend-gone';
      readonly before: NamedDevice;
      readonly now: NamedDevice;
    }
  /** The run was started anew so many times in a row, and broke down each time. */
  | { readonly kind: 'gave-up'; readonly starts: number; readonly because: 'gpu' | 'worker' }
  /** A stop that nobody heard ended the worker. `kept` is the step of the last checkpoint, if there is one. */
  | { readonly kind: 'stopped-unheard'; readonly kept?: number };

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

/** What broke each time, and what helps. */
const remedies = {
  gpu: 'The GPU or its driver does not hold out: close other programs that use the GPU, or restart the browser',
  worker:
    'The trainer ran out of memory or was ended: close other tabs and programs, or choose a smaller network',
};

const backends = { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'the CPU' };
/** The backend has a name of its own; that of the CPU says nothing more. */
const deviceText = ({ backend, name }: NamedDevice): string =>
  name === '' || backend === 'cpu' ? backends[backend] : `${backends[backend]} on ${name}`;

const buttons = { train: 'press Train to start again', measure: 'measure again' };

export const runSentences: Sentences<RunProblem> = {
  diverged: ({ loss, value, step, learningRate, gentler, half }) => {
    const subject = `The ${loss === 'test' ? 'test loss' : 'loss'}`;
    const happened =
      value === undefined
        ? `stopped being a finite number in step ${step}`
        : `has exploded to ${value} by step ${step}`;
    return `${subject} ${happened} at learning rate ${learningRate}: start again with a tenth of it, ${gentler}${half ? ', or store float32, as halves end at 65,504' : ''}.`;
  },
  'run-over': () => 'The run is over.',
  'not-understood': () =>
    'The page and its training worker are of different versions: reload the page in every tab, then try again.',
  'storage-full': () =>
    'The browser has no more room for this page: free some on the disk, or delete runs that are not needed.',
  'other-dataset': ({ learned, chosen }) =>
    `This run learns ${learned} and cannot be resumed with ${chosen}: choose ${learned}, or start a new run.`,
  'other-device': ({ before, now }) =>
    `This run was trained by ${deviceText(before)}, and here ${deviceText(now)} would train it: it can go on, but not to exactly the numbers that it would have had.`,
  'kernels-gone': ({ now }) =>
    `This run was computed by kernels that this version of the program does not have for ${deviceText(now)}: it can go on, but not to exactly the numbers that it would have had.`,
  busy: ({ doing }) =>
    `${doing === 'run' ? 'A run' : 'A measurement'} is under way: stop it or wait for its end, then measure.`,
  'worker-silent': ({ again }) =>
    `The training worker gave no sign of life and was ended: ${again ? buttons[again] : 'try again'}.`,
  'run-stalled': () =>
    'The GPU took no step for minutes: press Train to start again, with a smaller batch size or a smaller network.',
  'engine-broke': () =>
    'The engine broke down in the middle of its work: press Train to start again, with a smaller batch size or a smaller network.',
  'backend-gone': ({ before, now }) =>
    `The run broke down before its first checkpoint, and ${deviceText(before)} is gone since: restart the browser to have it back, or press Train to begin anew by ${deviceText(now)}.`,
  'gave-up': ({ starts, because }) =>
    `The run was started anew ${starts} times in a row and broke down each time. ${remedies[because]}, then press Resume, or Train where no checkpoint was saved yet.`,
  'stopped-unheard': ({ kept }) =>
    `The trainer did not answer and was ended. ${kept === undefined ? 'No checkpoint was saved before' : `What was trained up to step ${kept} is kept`}.`,
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
