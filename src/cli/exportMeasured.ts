/** Exports of what was measured, without weights: of one run, or of all runs of a sweep's folder. */
import type { ExportedFile } from '../formats/exportedFile.ts';
import { metricsCsv } from '../formats/metricsCsv.ts';
import { filesOfRuns } from '../formats/severalRuns.ts';
import { eventFileName, runEventFile } from '../formats/tensorboard/runEvents.ts';
import { foldersOfSweep, type MeasuredRun } from './measuredRuns.ts';
import { reportOfRuns } from './reportOfRuns.ts';

interface MeasuredOptions {
  /** Whether there are the runs of a sweep. */
  readonly several: boolean;
  /** Where a playground is, for the links of a report. */
  readonly address?: string | undefined;
}

interface MeasuredFormat {
  /** What the command line says of it, as part of a list. */
  readonly help: string;
  readonly holds: (several: boolean) => 'file' | 'folder';
  readonly files: (runs: readonly MeasuredRun[], options: MeasuredOptions) => ExportedFile[];
}

export const measuredFormats = {
  csv: {
    help: "a run's epochs as a table that trackio imports, of a sweep a file for each run",
    holds: (several) => (several ? 'folder' : 'file'),
    files: (runs, { several }) => {
      if (several) return filesOfRuns('csv', runs);
      return runs.map((run) => ({ path: 'run.csv', bytes: new TextEncoder().encode(metricsCsv(run)) }));
    },
  },
  tensorboard: {
    help: "TensorBoard's event files: curves, settings and figures of a run, of a sweep a folder for each run",
    holds: () => 'folder',
    files: (runs, { several }) => {
      if (several) return filesOfRuns('tensorboard', runs);
      return runs.map((run) => ({ path: eventFileName(run.ended), bytes: runEventFile(run) }));
    },
  },
  report: {
    help: 'an HTML page on a run or a sweep that needs nothing else: curves, results, settings, networks',
    holds: () => 'file',
    files: (runs, { address }) => [
      { path: 'report.html', bytes: new TextEncoder().encode(reportOfRuns(runs, address)) },
    ],
  },
} as const satisfies Readonly<Record<string, MeasuredFormat>>;

export type MeasuredFormatName = keyof typeof measuredFormats;
export const measuredFormatNames = Object.keys(measuredFormats) as readonly MeasuredFormatName[];
export const isMeasuredFormat = (text: string): text is MeasuredFormatName =>
  Object.hasOwn(measuredFormats, text);

export const isOfSweep = (path: string | undefined): boolean =>
  path !== undefined && foldersOfSweep(path).length > 0;
