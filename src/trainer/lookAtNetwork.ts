/**
 * One close look at a network that is not being trained: gradient and activations of its very first training step, on real
 * pictures. The page asks for it to set a plain network beside the residual one.
 */
import { childController, unlessAborted } from '../base/retry.ts';
import type { Dataset } from '../data/pictures.ts';
import { imagesPerShard } from '../data/sprite.ts';
import { stepSettings } from '../training/config.ts';
import type { DeviceInfo } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';
import type { BlockVitals } from '../training/vitals.ts';
import { TrainBatches } from './batches.ts';
import { createEngine } from './engines.ts';
import { yieldToEventLoop } from './eventLoop.ts';
import type { DataRequest } from './openRun.ts';

export interface LookOptions {
  /** Its network with its seed, on a batch of its size: the first one of a run over the first shard. */
  readonly config: RunConfig;
  readonly device: DeviceInfo;
  readonly openData: (request: DataRequest) => Promise<Dataset>;
  readonly signal: AbortSignal;
  /** Kernels compiled, of how many. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Gives back all that it takes, however it ends. @throws Error with one sentence, or the signal's reason. */
export async function lookAtNetwork(options: LookOptions): Promise<BlockVitals[]> {
  const { config, device, openData, signal, onProgress } = options;
  const { dataset, seed, batchSize, learningRate } = config;
  const { controller: loading, release } = childController(signal);
  try {
    const trainImages = Math.min(Math.max(batchSize, 1), imagesPerShard);
    const data = await openData({ dataset, seed, trainImages, testImages: 1, signal: loading.signal });
    await data.train.arrived(data.train.size);
    const engine = createEngine(config, data, device);
    try {
      const settings = stepSettings(config, learningRate);
      const batch = new TrainBatches(data.train, config).batch(0, 0, config.augment);
      await unlessAborted(engine.warmUp(batch.labels.length, settings, onProgress), signal);
      await yieldToEventLoop();
      signal.throwIfAborted();
      return await engine.trainStepWithVitals(batch, settings);
    } finally {
      engine.dispose();
    }
  } finally {
    release();
    // The test pictures are of no use here.
    loading.abort();
  }
}
