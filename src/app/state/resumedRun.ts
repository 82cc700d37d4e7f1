/** A resumed run as the page shows it before its first event, with everything up to its checkpoint. Pure. */

import type { CheckpointInfo } from '../../storage/checkpoints.ts';
import type { RunRecord } from '../../storage/runRecord.ts';
import type { FilePreview } from '../../worker/protocol.ts';
import { noStages } from './blockMeasures.ts';
import { curveUntil, newRun, type Run } from './run.ts';
import { logOf } from './runs.ts';

/**
 * @param record What the browser has stored of the run, if anything.
 * @param learningRate Another one from the checkpoint on, as if it had been set by hand there.
 */
export function resumedRun(
  checkpoint: CheckpointInfo,
  record: RunRecord | undefined,
  learningRate?: number,
): Run {
  const run = asItWas(checkpoint, record);
  if (learningRate === undefined || learningRate === run.config.learningRate) return run;
  const change = { type: 'change', runId: run.id, step: run.step, settings: { learningRate } } as const;
  return { ...run, config: { ...run.config, learningRate }, log: [...run.log, change] };
}

function asItWas(checkpoint: CheckpointInfo, record: RunRecord | undefined): Run {
  const run = newRun(checkpoint.runId, checkpoint.config);
  if (!record) return { ...run, step: checkpoint.step };
  const { device, totalSteps } = record;
  return {
    ...run,
    device,
    totalSteps,
    step: checkpoint.step,
    series: curveUntil(record.series, checkpoint.step),
    gradients: curveUntil(record.gradients, checkpoint.step),
    stages: curveUntil(record.stages ?? noStages, checkpoint.step),
    epochs: record.epochs.filter(({ epoch }) => epoch <= checkpoint.epoch),
    log: logOf(record).filter((entry) => {
      if (entry.type === 'epoch') return entry.epoch <= checkpoint.epoch;
      return entry.type !== 'end' && entry.step <= checkpoint.step;
    }),
  };
}

/** The run of a file as a new one of this page, with the epochs that the file tells of. */
export function importedRun(id: string, { config, step, epochs }: NonNullable<FilePreview['run']>): Run {
  const earlier = epochs.map((epoch) => ({ ...epoch, runId: id }));
  return { ...newRun(id, config), step, epochs: earlier, log: earlier };
}
