/** What a run is said to need before it starts, against what the fused engine then allocates on the training backend in use. */
import { expect } from 'vitest';
import { type PresetName, presets } from '../../src/model/presets.ts';
import * as tf from '../../src/nn/tf.ts';
import { specOf, stepSettings } from '../../src/training/config.ts';
import { evaluationBatchSize, memoryOf } from '../../src/training/memory.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';
import { createFusedEngine, type FusedEngine } from '../../src/webgpu/fusedEngine.ts';

/** With a training step placed in memory, though not run, and a batch evaluated. */
function prepared(config: RunConfig): FusedEngine {
  const engine = createFusedEngine({
    spec: specOf(config),
    seed: 1,
    storage: config.storage,
    precision: config.precision,
    init: 'pytorch',
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
  });
  engine.trainingStep('drawn', config.batchSize, stepSettings(config));
  const pictures = Math.min(config.testImages, evaluationBatchSize(specOf(config)));
  engine.evaluateBatch({ images: new Uint8Array(pictures * 32 * 32 * 3), labels: new Int32Array(pictures) });
  return engine;
}

/** Fails where the estimate does not come near what is allocated. */
export function expectEstimated(model: PresetName, changes: Partial<RunConfig>): void {
  const config = { ...defaultConfig, ...presets[model], ...changes };
  // tfjs keeps staging buffers of earlier networks for ever; they are not this run's.
  const before = (tf.backend().memory() as { numBytesAllocatedInGPU?: number }).numBytesAllocatedInGPU ?? 0;
  const engine = prepared(config);
  try {
    const actual = engine.gpuBytes() - before;
    const share = memoryOf(config).total / actual;
    console.info(`${model}: estimated ${(share * 100).toFixed(1)} % of ${(actual / 1e6).toFixed(1)} MB`);
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1.25);
  } finally {
    engine.dispose();
  }
}
