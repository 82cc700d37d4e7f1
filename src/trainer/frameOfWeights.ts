/**
 * The frame of a network that nobody trains: what a run would leave after an epoch with these weights. Its vitals are those of one
 * further training step, which goes nowhere; without the optimizer's memory that step tells nothing of how far one moves the weights.
 */
import { settled } from '../nn/slots.ts';
import { specOf, stepSettings } from '../training/config.ts';
import type { Frame } from '../training/frames.ts';
import { evaluationBatchSize } from '../training/memory.ts';
import { TrainBatches } from './batches.ts';
import { createEngine } from './engines.ts';
import { type EvaluateWeightsOptions, evaluateAll } from './evaluateWeights.ts';
import { FrameMaker } from './frameMaker.ts';
import { fittedPictures, prepareProbes, probeBlocks } from './probeBlocks.ts';

export interface FrameOfWeightsOptions extends EvaluateWeightsOptions {
  /** Epochs and steps that the weights have behind them. */
  readonly at: Pick<Frame, 'epoch' | 'step'>;
}

/** @throws Error with one sentence when the weights are of another network. */
export async function frameOfWeights(options: FrameOfWeightsOptions): Promise<Frame> {
  const { config, state, device, openData, signal, onProgress, at } = options;
  const { dataset, seed, testImages } = config;
  const trainImages = Math.min(config.trainImages, Math.max(config.batchSize, fittedPictures));
  const data = await openData({ dataset, seed, trainImages, testImages });
  const engine = createEngine(config, data, device);
  try {
    engine.importState(settled(state));
    const { train, test } = data;
    await train.arrived(train.size);
    const spec = specOf(config);
    const maker = new FrameMaker({ engine, spec, labels: test.labels });
    maker.begin();
    await evaluateAll(engine, test, { config, signal, onProgress });
    const frame = await maker.made(at);
    const probing = { engine, data, atOnce: evaluationBatchSize(spec) };
    await prepareProbes(probing);
    const probed = await probeBlocks({ ...probing, classes: spec.classes });
    const batch = new TrainBatches(train, config).batch(at.epoch, 0, config.augment);
    const blocks = await engine.trainStepWithVitals(batch, stepSettings(config));
    const vitals = { step: at.step + 1, blocks: blocks.map(({ updateRatio: _, ...found }) => found) };
    return { ...frame, ...probed, vitals };
  } finally {
    engine.dispose();
  }
}
