/**
 * The search for a learning rate (`src/training/rateSearch.ts`): steps on real pictures with a rate that rises until the network diverges,
 * on an engine of its own that is thrown away after. No run knows of it, not even one that is paused meanwhile.
 */
import { childController, unlessAborted } from '../base/retry.ts';
import type { Dataset } from '../data/pictures.ts';
import { imagesPerShard } from '../data/sprite.ts';
import type { EngineState } from '../nn/engine.ts';
import { stepSettings } from '../training/config.ts';
import type { DeviceInfo } from '../training/events.ts';
import { divergenceWatch, type RatePoint, searchRates } from '../training/rateSearch.ts';
import type { RunConfig } from '../training/settings.ts';
import { TrainBatches } from './batches.ts';
import { createEngine } from './engines.ts';
import { yieldToEventLoop } from './eventLoop.ts';
import type { DataRequest } from './openRun.ts';

export interface FindRateOptions {
  /** Its network, its batches and its optimizer; the rate that it has does not matter. */
  readonly config: RunConfig;
  /** Weights and running statistics to begin with, of its network. Default: fresh ones of its seed. */
  readonly state?: Pick<EngineState, 'weights'>;
  /** Default: `searchSteps`. */
  readonly steps?: number;
  readonly device: DeviceInfo;
  readonly openData: (request: DataRequest) => Promise<Dataset>;
  /** Ends the work between two steps. */
  readonly signal: AbortSignal;
  /** Steps done, of how many at most. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Gives back all that it takes, however it ends. @throws Error with one sentence, or the signal's reason. */
export async function findRate(options: FindRateOptions): Promise<RatePoint[]> {
  const { config, state, steps, device, openData, signal, onProgress } = options;
  const { dataset, seed, batchSize } = config;
  const { controller: loading, release } = childController(signal);
  try {
    const rates = searchRates(config, steps);
    const wanted = Math.ceil((rates.length * batchSize) / imagesPerShard) * imagesPerShard;
    const trainImages = Math.min(config.trainImages, wanted);
    const data = await openData({ dataset, seed, trainImages, testImages: 1, signal: loading.signal });
    const batches = new TrainBatches(data.train, { ...config, batchDoubling: [] });
    // A smaller last batch would need kernels of its own.
    const perEpoch = Math.max(1, Math.floor(data.train.size / batchSize));
    onProgress(0, rates.length);
    const engine = createEngine(config, data, device);
    try {
      if (state) engine.importState({ ...state, slots: [], steps: 0 });
      await unlessAborted(
        engine.warmUp(batches.sizeOf(0), stepSettings(config), () => {}),
        signal,
      );
      const diverged = divergenceWatch();
      const points: RatePoint[] = [];
      for (const [step, rate] of rates.entries()) {
        const [epoch, index] = [Math.floor(step / perEpoch), step % perEpoch];
        await data.train.arrived(batches.arrivalsNeeded(epoch, index));
        await yieldToEventLoop();
        signal.throwIfAborted();
        // As a run takes it, with all that chance decides: branches that are left out too.
        engine.trainStep(batches.step(epoch, index, config), stepSettings(config, rate));
        const { loss, images } = await engine.readTrainTotals();
        points.push({ rate, loss: loss / images });
        onProgress(step + 1, rates.length);
        if (diverged(loss / images)) break;
      }
      return points;
    } finally {
      engine.dispose();
    }
  } finally {
    release();
    // What was not needed by then is of no use here.
    loading.abort();
  }
}
