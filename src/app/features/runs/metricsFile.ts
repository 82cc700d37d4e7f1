/** The metrics of a run as a file: JSON with everything that was measured; CSV with a line for each epoch is `formats/metricsCsv.ts`. Pure. */

import type { RunRecord } from '../../../storage/runRecord.ts';
import { fileWord } from '../../state/fileNames.ts';

export type MetricsFormat = 'JSON' | 'CSV';

/** Numbers that JSON has no form for, as texts. */
const exact = (_key: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;

/** Settings, device, every epoch, every change by hand and the training curve. */
export function metricsJson(run: RunRecord): string {
  const { name, note, startedAt, config, device, totalSteps, step, epochs, changes, end } = run;
  const { series, gradients, stages } = run;
  const content = {
    name,
    note,
    startedAt: new Date(startedAt).toISOString(),
    config,
    device,
    totalSteps,
    step,
    outcome: end?.outcome,
    epochs,
    changes,
    curve: series.points,
    gradients: gradients.points,
    stages: stages?.points,
  };
  return `${JSON.stringify(content, exact, 2)}\n`;
}

export const metricsType: Record<MetricsFormat, string> = { JSON: 'application/json', CSV: 'text/csv' };

/** A name that every file system takes. */
export const metricsName = (name: string, format: MetricsFormat): string =>
  `${fileWord(name)}-metrics.${format.toLowerCase()}`;
