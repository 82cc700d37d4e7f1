/** What a run is said to need before it starts, against what the fused engine then allocates. */
import { afterEach, expect, it } from 'vitest';
import { type PresetName, presets } from '../../src/model/presets.ts';
import * as tf from '../../src/nn/tf.ts';
import { specOf, stepSettings } from '../../src/training/config.ts';
import { evaluationBatchSize, memoryOf } from '../../src/training/memory.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';
import { createFusedEngine, type FusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { useWebGpu } from '../nn/devices.ts';

useWebGpu();

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

let engine: FusedEngine | undefined;
afterEach(() => engine?.dispose());

const few = { testImages: 8 };
const cases: readonly [PresetName, Partial<RunConfig>][] = [
  ['resnet8', { batchSize: 32 }],
  ['resnet8', { batchSize: 32, ...few }],
  ['resnet20', { batchSize: 128 }],
  ['resnet20', { batchSize: 64, shortcut: 'identity', ...few }],
  ['resnet20', { batchSize: 64, shortcut: 'none', ...few }],
  ['resnet20', { batchSize: 64, norm: 'none', ...few }],
  ['resnet20', { batchSize: 64, norm: 'none', shortcut: 'none', ...few }],
  ['resnet18', { batchSize: 8, norm: 'none', ...few }],
  ['resnet56', { batchSize: 16 }],
  ['resnet18', { batchSize: 8, ...few }],
  ['resnet18', { batchSize: 32, optimizer: 'adamw', ...few }],
  ['resnet18', { batchSize: 32, stem: 'imagenet', ...few }],
  ['resnet50', { batchSize: 8, ...few }],
  ['resnet8', { batchSize: 32, storage: 'float16' }],
  ['resnet20', { batchSize: 64, shortcut: 'identity', storage: 'float16', ...few }],
  ['resnet18', { batchSize: 8, storage: 'float16', ...few }],
];

it.each(cases)('%s %j', (model, changes) => {
  const config = { ...defaultConfig, ...presets[model], ...changes };
  // tfjs keeps staging buffers of earlier networks for ever; they are not this run's.
  const before = (tf.backend().memory() as { numBytesAllocatedInGPU?: number }).numBytesAllocatedInGPU ?? 0;
  engine = prepared(config);
  const actual = engine.gpuBytes() - before;
  const share = memoryOf(config).total / actual;
  console.info(`${model}: estimated ${(share * 100).toFixed(1)} % of ${(actual / 1e6).toFixed(1)} MB`);
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeLessThan(1.25);
});
