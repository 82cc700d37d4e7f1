/**
 * One close look at a network that is not being trained: gradient and activations of its very first training step, on real
 * pictures, and how alike the gradients of different pictures are before it. The page asks for it to set a plain network beside the
 * residual one.
 */
import { childController, unlessAborted } from '../base/retry.ts';
import type { Dataset } from '../data/pictures.ts';
import { imagesPerShard } from '../data/sprite.ts';
import { partsOf, structureOf } from '../model/structure.ts';
import type { Engine, ImageBatch } from '../nn/engine.ts';
import { specOf, stepSettings } from '../training/config.ts';
import type { DeviceInfo } from '../training/events.ts';
import {
  type BlockCorrelation,
  correlatedBlocks,
  correlatedClass,
  correlatedPictures,
  meanCosine,
  type NetworkLook,
} from '../training/gradientCorrelation.ts';
import type { RunConfig } from '../training/settings.ts';
import { TrainBatches } from './batches.ts';
import { createEngine } from './engines.ts';
import { yieldToEventLoop } from './eventLoop.ts';
import type { DataRequest } from './openRun.ts';

export interface LookOptions {
  /** Its network with its seed, on a batch of its size: the first one of a run over the first shard. */
  readonly config: RunConfig;
  /** Whether the gradients of different pictures are compared. */
  readonly correlation?: boolean;
  readonly device: DeviceInfo;
  readonly openData: (request: DataRequest) => Promise<Dataset>;
  readonly signal: AbortSignal;
  /** Kernels compiled, then blocks compared, of how many. */
  readonly onProgress: (done: number, total: number) => void;
}

type Comparing = Pick<LookOptions, 'config' | 'signal' | 'onProgress'>;

/** How alike the gradients of the first pictures of a batch are, as they are: neither cropped nor mirrored. */
async function compareGradients(
  engine: Engine,
  { images, labels }: ImageBatch,
  { config, signal, onProgress }: Comparing,
): Promise<BlockCorrelation[]> {
  const count = Math.min(correlatedPictures, labels.length);
  const bytes = images.length / labels.length;
  const pictures = { images: images.subarray(0, count * bytes), labels: labels.subarray(0, count) };
  const classes = new Array<number>(count).fill(correlatedClass);
  const names = correlatedBlocks(partsOf(structureOf(specOf(config))).map(({ name }) => name));
  const compared: BlockCorrelation[] = [];
  for (const block of names) {
    await yieldToEventLoop();
    signal.throwIfAborted();
    const { gradient } = await engine.taps(pictures, { mode: 'training', gradient: { block, classes } });
    compared.push({ block, correlation: gradient ? meanCosine(gradient.gradient) : Number.NaN });
    onProgress(compared.length, names.length);
  }
  return compared;
}

/** Gives back all that it takes, however it ends. @throws Error with one sentence, or the signal's reason. */
export async function lookAtNetwork(options: LookOptions): Promise<NetworkLook> {
  const { config, correlation = false, device, openData, signal, onProgress } = options;
  const { dataset, seed, batchSize, learningRate } = config;
  const { controller: loading, release } = childController(signal);
  try {
    const trainImages = Math.min(Math.max(batchSize, 1), imagesPerShard);
    const data = await openData({ dataset, seed, trainImages, testImages: 1, signal: loading.signal });
    await data.train.arrived(data.train.size);
    const engine = createEngine(config, data, device);
    try {
      // What is looked at is the whole network.
      const settings = { ...stepSettings(config, learningRate), freeze: 0 };
      // With all its blocks: one that chance leaves out of a step would look as if it learned nothing.
      const batch = new TrainBatches(data.train, config).batch(0, 0, config.augment);
      await unlessAborted(engine.warmUp(batch.labels.length, settings, onProgress), signal);
      await yieldToEventLoop();
      signal.throwIfAborted();
      const compared = correlation && (await compareGradients(engine, batch, options));
      const blocks = await engine.trainStepWithVitals(batch, settings);
      return { blocks, ...(compared && { correlation: compared }) };
    } finally {
      engine.dispose();
    }
  } finally {
    release();
    // The test pictures are of no use here.
    loading.abort();
  }
}
