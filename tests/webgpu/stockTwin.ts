/** A fused and a stock engine with the same weights take the same steps: what each says must agree. */
import { expect } from 'vitest';
import type { ModelSpec } from '../../src/model/spec.ts';
import type { ImageBatch } from '../../src/nn/engine.ts';
import { createStockEngine, type EngineOptions } from '../../src/nn/stockEngine.ts';
import { drawsPerPicture } from '../../src/training/augmentation.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { randomNumbers } from '../nn/numbers.ts';

export const settings: StepSettings = {
  ...stepSettings(defaultConfig, 0.05),
  decay: 'weights',
  labelSmoothing: 0.1,
};

export const optionsOf = (spec: ModelSpec): EngineOptions => ({
  spec,
  seed: 3,
  init: 'pytorch',
  mean: [0.49, 0.48, 0.45],
  std: [0.25, 0.24, 0.26],
});

/** Seeded pictures, labels and draws. */
export function batchOf(n: number, side: number, seed: number, classes = 10): ImageBatch {
  const draw = randomNumbers(seed);
  const whole = (below: number): number => Math.floor(((draw() + 1) / 2) * below) % below;
  const draws = Array.from({ length: n }, () => [whole(9) - 4, whole(9) - 4, whole(2), -1, -1]).flat();
  expect(draws.length).toBe(n * drawsPerPicture);
  return {
    images: Uint8Array.from({ length: n * side * side * 3 }, () => whole(256)),
    labels: Int32Array.from({ length: n }, () => whole(classes)),
    draws: Int32Array.from(draws),
  };
}

/** Largest difference over the largest value. */
export function difference(a: Float32Array, b: Float32Array): number {
  const largest = b.reduce((m, x) => Math.max(m, Math.abs(x)), 1e-12);
  return a.reduce((m, x, i) => Math.max(m, Math.abs(x - (b[i] ?? Number.NaN))), 0) / largest;
}

/** Losses, logits and gradients of every step agree, then evaluation and logits with the running statistics. */
export async function expectLikeStock(spec: ModelSpec, steps = 2): Promise<void> {
  const batch = batchOf(5, spec.inputSize, 7, spec.classes);
  const [fused, stock] = [createFusedEngine(optionsOf(spec)), createStockEngine(optionsOf(spec))];
  try {
    for (let step = 0; step < steps; step++) {
      const a = await fused.inspectStep(batch, settings);
      const b = await stock.inspectStep(batch, settings);
      expect(Math.abs(a.loss - b.loss)).toBeLessThan(1e-5 * b.loss);
      expect(difference(a.logits, b.logits)).toBeLessThan(1e-4);
      expect(a.gradients.map((g) => g.name)).toEqual(b.gradients.map((g) => g.name));
      a.gradients.forEach((g, i) => {
        const reference = b.gradients[i];
        if (reference) expect(difference(g.data, reference.data), g.name).toBeLessThan(1e-4);
      });
    }
    fused.evaluateBatch(batch);
    stock.evaluateBatch(batch);
    const [a, b] = [await fused.readEvaluationTotals(), await stock.readEvaluationTotals()];
    expect(a.correct).toBe(b.correct);
    expect(a.images).toBe(5);
    expect(a.loss).toBeCloseTo(b.loss, 3);
    expect(difference(await fused.logits(batch), await stock.logits(batch))).toBeLessThan(1e-4);
  } finally {
    fused.dispose();
    stock.dispose();
  }
}
