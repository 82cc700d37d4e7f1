/** English: the log and what is read out of it. Epoch lines have the seed note's own form in every language. */
import { plural } from './figures.ts';

const after = (step: number): string => `after ${plural(step, 'step', 'steps')}`;

export const log = {
  title: 'Log',
  none: 'One line after every epoch.',
  change: (step: number, changes: readonly string[]) => ` Step ${step}: ${changes.join(', ')}`,
  changePart: (label: string, value: string) => `${label} set to ${value}`,
  /** What broke down under a run, which went on by itself. */
  broke: {
    'gpu-lost': 'The GPU was gone',
    'gpu-memory': 'The GPU ran out of memory',
    'gpu-refused': 'The GPU refused a piece of work',
    'worker-broke': 'The trainer broke down',
    'worker-silent': 'The trainer did not answer any more',
    other: 'The engine broke down',
  },
  recovery: (at: number, broke: string, step: number) =>
    ` Step ${at}: ${broke}. Resumed by itself from step ${step}.`,
  end: {
    finished: (step: number) => ` Finished ${after(step)}.`,
    stopped: (step: number) => ` Stopped ${after(step)}.`,
    failed: (step: number) => ` Failed ${after(step)}.`,
  },
  announceEpoch: (epoch: number, epochs: number, trainLoss: string, testAccuracy: string) =>
    `Epoch ${epoch} of ${epochs}: train loss ${trainLoss}, test accuracy ${testAccuracy}.`,
};
