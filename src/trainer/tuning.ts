/**
 * Tunes kernels before a run: stored results for this device are loaded, and missing ones are measured within a small
 * budget of time.
 */
import { structureOf } from '../model/structure.ts';
import * as tf from '../nn/tf.ts';
import { specOf } from '../training/config.ts';
import type { DeviceInfo } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';
import { TrainingBackend } from '../webgpu/backend.ts';
import { tune } from '../webgpu/tuner.ts';
import { loadTuning, saveTuning, type TextStore } from '../webgpu/tuningCache.ts';
import { tuningTasks } from '../webgpu/tuningTasks.ts';
import { type TuningTable, tuningKey } from '../webgpu/variants.ts';

/** Tuning of one network takes about this long at most, and less in later runs, which go on where the last one ended. */
const budgetMs = 4000;
/** A dispatch beyond this could end in a reset of a graphics card. Software takes as long as it takes. */
const longestMs = 1000;

/** On software adapters compiling the candidates takes longer than they save, and the default table was made there. */
const wanted = ({ engine, tuning }: RunConfig, device: DeviceInfo): boolean =>
  engine === 'fused' && (tuning === 'on' || (tuning === 'auto' && !device.software));

export interface TuningRequest {
  /** Where results are kept from run to run. */
  readonly store: TextStore;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** Whether what is not known is measured. Default: true. */
  readonly measure?: boolean;
}

/**
 * Leaves the fastest known variants in the backend's table.
 * @returns those of this network at this batch size: none where nothing is to be tuned.
 */
export async function prepareTuning(
  config: RunConfig,
  device: DeviceInfo,
  { store, signal, onProgress, measure = true }: TuningRequest,
): Promise<TuningTable> {
  const backend = tf.backend();
  if (!(backend instanceof TrainingBackend) || !wanted(config, device)) return new Map();
  const tasks = tuningTasks(structureOf(specOf(config)), config.batchSize, config);
  const known = await loadTuning(store, backend.traits, tasks);
  const variants = [...known].map(([key, { variant }]) => [key, variant] as const);
  backend.tuning = new Map([...backend.tuning, ...variants]);
  if (measure) {
    const found = await tune(backend, tasks, {
      known,
      budgetMs,
      longestMs: device.software ? Number.POSITIVE_INFINITY : longestMs,
      onProgress,
      signal,
    });
    await saveTuning(store, backend.traits, found);
  }
  const keys = new Set(tasks.map(({ shape, pass }) => tuningKey(shape, pass)));
  return new Map([...backend.tuning].filter(([key]) => keys.has(key)));
}
