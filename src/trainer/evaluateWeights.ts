/** Loss and accuracy of stored weights on the test pictures: for the command line and the page alike. */
import type { Dataset, PictureStream } from '../data/pictures.ts';
import type { Engine, EngineState, Totals } from '../nn/engine.ts';
import { settled } from '../nn/slots.ts';
import type { DeviceInfo } from '../training/events.ts';
import { testBatchSize } from '../training/memory.ts';
import type { RunConfig } from '../training/settings.ts';
import { createEngine } from './engines.ts';
import { evaluate } from './evaluation.ts';
import { yieldToEventLoop } from './eventLoop.ts';
import type { DataRequest } from './openRun.ts';

export interface EvaluateWeightsOptions {
  /** Its network must be that of the weights. */
  readonly config: RunConfig;
  readonly state: EngineState;
  readonly device: DeviceInfo;
  readonly openData: (request: DataRequest) => Promise<Dataset>;
  /** Blocks that are left out. Default: none. */
  readonly without?: readonly string[];
  /** Ends the work between two batches. */
  readonly signal?: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** @throws Error with one sentence when the weights are of another network, or the signal's reason. */
export async function evaluateWeights(options: EvaluateWeightsOptions): Promise<Totals> {
  const { config, state, device, openData, without = [], signal, onProgress } = options;
  const { dataset, seed, testImages } = config;
  const data = await openData({ dataset, seed, trainImages: 1, testImages, signal });
  const engine = createEngine(config, data, device);
  try {
    engine.importState(settled(state));
    return await evaluateAll(engine, data.test, { config, without, signal, onProgress });
  } finally {
    engine.dispose();
  }
}

/** Waits for all pictures, compiles, and goes through them with a pause after each batch for whatever else happens. */
export async function evaluateAll(
  engine: Engine,
  pictures: PictureStream,
  {
    config,
    without = [],
    signal,
    onProgress,
  }: Pick<EvaluateWeightsOptions, 'config' | 'without' | 'signal' | 'onProgress'>,
): Promise<Totals> {
  await pictures.arrived(pictures.size);
  const batchSize = testBatchSize(config);
  await engine.without(without, () => engine.warmUpEvaluation(Math.min(batchSize, pictures.size)));
  signal?.throwIfAborted();
  return evaluate({
    engine,
    pictures,
    batchSize,
    without,
    beforeBatch: async (room) => {
      await room;
      await yieldToEventLoop();
      signal?.throwIfAborted();
    },
    onProgress,
  });
}
