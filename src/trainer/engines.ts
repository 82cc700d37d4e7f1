/** The one switch between engines, and the one place that makes an engine beside another. */
import type { Dataset } from '../data/pictures.ts';
import { structureOf } from '../model/structure.ts';
import type { ChosenKernels } from '../nn/engine.ts';
import { createStockEngine, type StockEngine } from '../nn/stockEngine.ts';
import * as tf from '../nn/tf.ts';
import { ProblemError } from '../problems/index.ts';
import { specOf } from '../training/config.ts';
import { type DeviceInfo, engineFor } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';
import { TrainingBackend } from '../webgpu/backend.ts';
import { variantsKnown } from '../webgpu/chosenKernels.ts';
import { createFusedEngine, type FusedEngine } from '../webgpu/fusedEngine.ts';
import type { TuningTable } from '../webgpu/variants.ts';

/**
 * An engine with fresh weights on the device that is open.
 * @param kernels Variants of convolutions, for the fused engine. Default: what is tuned so far.
 * @throws Error with one sentence when it cannot be had.
 */
export function createEngine(
  config: RunConfig,
  data: Pick<Dataset, 'mean' | 'std'>,
  device: Pick<DeviceInfo, 'backend'>,
  kernels?: TuningTable,
): StockEngine | FusedEngine {
  const { init, zeroInit, seed, storage, precision, mirrorTest } = config;
  const { mean, std } = data;
  const dropsBranches = config.stochasticDepth > 0;
  const kind = { spec: specOf(config), init, zeroInit, seed, storage, precision, dropsBranches, mirrorTest };
  const options = { ...kind, mean, std };
  const engine = engineFor(config.engine, device);
  switch (engine) {
    case 'stock':
      return createStockEngine(options);
    case 'fused':
      return createFusedEngine({ ...options, kernels });
    default:
      return engine satisfies never;
  }
}

/**
 * Another engine beside one that trains: of the same run, whose network has changed.
 * @param kernels By which the run is computed: what both networks have in common stays.
 * @throws ProblemError where the device has no memory for it; the engine that trains is not touched by that.
 */
export async function createEngineBeside(
  config: RunConfig,
  data: Pick<Dataset, 'mean' | 'std'>,
  device: Pick<DeviceInfo, 'backend'>,
  kernels: ChosenKernels = {},
): Promise<StockEngine | FusedEngine> {
  const backend = tf.backend();
  if (!(backend instanceof TrainingBackend)) return createEngine(config, data, device);
  const known = variantsKnown(kernels, structureOf(specOf(config)), config, backend.traits);
  backend.device.pushErrorScope('out-of-memory');
  let engine: StockEngine | FusedEngine | undefined;
  let shortage: GPUError | null = null;
  try {
    engine = createEngine(config, data, device, known);
  } finally {
    shortage = await backend.device.popErrorScope();
  }
  if (!shortage) return engine;
  engine.dispose();
  throw new ProblemError({ kind: 'gpu-memory' });
}
