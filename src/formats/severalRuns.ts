/** What was measured of several runs as files: a folder or a file each, under the name of its run. */
import type { ExportedFile } from './exportedFile.ts';
import { metricsCsv } from './metricsCsv.ts';
import { eventFileName, type LoggedRun, runEventFile } from './tensorboard/runEvents.ts';

/** A run that has a name of its own, which file systems take. */
export interface NamedRun extends LoggedRun {
  readonly name: string;
}

const writers = {
  /** TensorBoard takes each folder for a run. */
  tensorboard: (run: NamedRun): ExportedFile => ({
    path: `${run.name}/${eventFileName(run.ended)}`,
    bytes: runEventFile(run),
  }),
  csv: (run: NamedRun): ExportedFile => ({
    path: `${run.name}.csv`,
    bytes: new TextEncoder().encode(metricsCsv(run)),
  }),
} as const;

export type SeveralFormat = keyof typeof writers;

export const filesOfRuns = (format: SeveralFormat, runs: readonly NamedRun[]): ExportedFile[] =>
  runs.map(writers[format]);
