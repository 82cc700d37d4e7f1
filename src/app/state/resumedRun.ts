/** A run that goes on, as the page has it before its first event: with what was told of it up to its checkpoint. Pure. */

import type { KeptCheckpoint } from '../../worker/checkpoints.ts';
import type { FilePreview } from '../../worker/protocol.ts';
import { newRun, type Run } from './run.ts';
import { type KeptRun, logOf } from './runs.ts';
import type { Thinning } from './series.ts';

/** The curve up to a step. What came later was not kept in the checkpoint and will come again. */
function curveUntil<P extends { readonly step: number }>(curve: Thinning<P>, step: number): Thinning<P> {
  const points = curve.points.filter((point) => point.step <= step);
  // The next event opens a point of its own.
  return { ...curve, points, open: points.length > 0 ? curve.stride : 0 };
}

/** @param record What the browser keeps of the run, where it does. */
export function resumedRun(kept: KeptCheckpoint, record: KeptRun | undefined): Run {
  const run = newRun(kept.runId, kept.config);
  if (!record) return { ...run, step: kept.step };
  const { device, totalSteps } = record;
  return {
    ...run,
    ...{ device, totalSteps, step: kept.step },
    series: curveUntil(record.series, kept.step),
    gradients: curveUntil(record.gradients, kept.step),
    epochs: record.epochs.filter(({ epoch }) => epoch <= kept.epoch),
    log: logOf(record).filter((entry) => {
      if (entry.type === 'epoch') return entry.epoch <= kept.epoch;
      return entry.type === 'change' && entry.step <= kept.step;
    }),
  };
}

/** The run of a file as a new one of this page, with the epochs that the file tells of. */
export function importedRun(id: string, { config, step, epochs }: NonNullable<FilePreview['run']>): Run {
  const told = epochs.map((epoch) => ({ ...epoch, runId: id }));
  return { ...newRun(id, config), step, epochs: told, log: told };
}
