/** The one switch between engines. */
import type { Dataset } from '../data/pictures.ts';
import { createStockEngine, type StockEngine } from '../nn/stockEngine.ts';
import { specOf } from '../training/config.ts';
import { type DeviceInfo, engineFor } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';
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
