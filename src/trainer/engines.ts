/** The one switch between engines. */
import type { Cifar10 } from '../data/pictures.ts';
import type { Engine } from '../nn/engine.ts';
import { createStockEngine } from '../nn/stockEngine.ts';
import { specOf } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';

/**
 * An engine with fresh weights on the device that is open.
 * @throws Error with one sentence when it cannot be had.
 */
export function createEngine(config: RunConfig, data: Pick<Cifar10, 'mean' | 'std'>): Engine {
  const { init, seed, engine } = config;
  const { mean, std } = data;
  switch (engine) {
    case 'stock':
      return createStockEngine({ spec: specOf(config), init, seed, mean, std });
    case 'fused':
      throw new Error('This version has no fused engine yet: choose the stock engine.');
    default:
      return engine satisfies never;
  }
}
