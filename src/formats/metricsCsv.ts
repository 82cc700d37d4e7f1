/**
 * The epochs of a run as a table that trackio's `import_csv` reads as it is, and pandas and spreadsheets too. trackio wants a column `step`, takes
 * `timestamp` for the time, groups metrics by what stands before the slash, and keeps ten letters of a name.
 */
import type { EpochEvent } from '../training/events.ts';
import { epochEnds, type LoggedRun } from './tensorboard/runEvents.ts';

const columns = {
  step: 'step',
  epoch: 'epoch',
  'train/loss': 'trainLoss',
  'train/acc': 'trainAccuracy',
  'test/loss': 'testLoss',
  'test/acc': 'testAccuracy',
  lr: 'learningRate',
  seconds: 'seconds',
  'images/s': 'imagesPerSecond',
} as const satisfies Readonly<Record<string, keyof EpochEvent>>;

/** A moment that a date can be, as ISO 8601; empty where it cannot. */
function timestamp(seconds: number): string {
  const date = new Date(1000 * seconds);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** A header, then a line for each epoch. Accuracies are 0…1; numbers are written as exactly as they are known, also `NaN` and `Infinity`. */
export function metricsCsv(run: Pick<LoggedRun, 'epochs' | 'ended'>): string {
  const ends = epochEnds(run);
  const lines = run.epochs.map((epoch, i) =>
    [...Object.values(columns).map((key) => epoch[key]), timestamp(ends[i] ?? Number.NaN)].join(','),
  );
  return `${[[...Object.keys(columns), 'timestamp'].join(','), ...lines].join('\n')}\n`;
}
