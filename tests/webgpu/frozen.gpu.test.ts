/** A frozen front on both engines: what it spares, what is seen of it, and that nothing reaches it. PyTorch's word is in tests/golden. */
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../src/nn/engine.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import type { StepSettings } from '../../src/training/settings.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { makeSpec } from '../specs.ts';
import { useTrainingBackend } from './node.ts';
import { batchOf, optionsOf, settings } from './stockTwin.ts';

useTrainingBackend();

const spec = makeSpec({ block: 'basic', blocks: [1, 1, 1], width: 4, stem: 'cifar' }, { inputSize: 9 });
const batch = batchOf(5, 9, 7);
const frozen = (freeze: number): StepSettings => ({ ...settings, freeze });

async function weightsAfter(engine: Engine, step: (engine: Engine) => unknown): Promise<Float32Array[]> {
  await step(engine);
  const { weights } = await engine.exportState();
  engine.dispose();
  return weights.map(({ data }) => data);
}

describe('a frozen front', () => {
  test('has no backward pass and no optimizer', () => {
    const engine = createFusedEngine(optionsOf(spec));
    const kernels = [0, 1, 2, 3, 4, 5].map((freeze) =>
      engine.trainingStep('drawn', 5, frozen(freeze)).graph.kernels.map(({ name }) => name),
    );
    const gradients = kernels.map((names) => names.filter((name) => /filter_?gradient/i.test(name)).length);
    // Stem, then two convolutions and a projection a stage, but the first, which needs none.
    expect(gradients[0]).toBeGreaterThan(0);
    expect(gradients).toEqual([...gradients].sort((a, b) => b - a));
    expect(new Set(gradients.slice(0, 5)).size).toBe(5);
    expect(gradients[4]).toBe(0);
    expect(kernels[4]!.filter((name) => /norm_backward|input_?gradient/i.test(name))).toEqual([]);
    // With fewer stages than the setting counts, all but the classifier is frozen.
    expect(kernels[5]).toEqual(kernels[4]);
    engine.dispose();
  });

  test.each([
    ['batch norm', spec],
    ['none', { ...spec, norm: 'none' as const }],
  ])('is seen in the vitals, which change nothing: %s', async (_, network) => {
    const [fused, stock] = [createFusedEngine(optionsOf(network)), createStockEngine(optionsOf(network))];
    const [a, b] = await Promise.all(
      [fused, stock].map((engine) => engine.trainStepWithVitals(batch, frozen(2))),
    );
    for (const [i, { name, ...vitals }] of b!.entries())
      for (const [key, value] of Object.entries(vitals))
        if (value === undefined || Number.isNaN(value))
          expect(a![i]![key as 'gradientNorm'] ?? Number.NaN, `${key} of ${name}`).toBeNaN();
        else expect(a![i]![key as 'gradientNorm'], `${key} of ${name}`).toBeCloseTo(value as number, 4);
    expect(b!.map(({ gradientNorm }) => gradientNorm > 0)).toEqual([false, false, true, true, true]);
    const [seen, unseen] = [
      (await fused.exportState()).weights.map(({ data }) => data),
      await weightsAfter(createFusedEngine(optionsOf(network)), (e) => e.trainStep(batch, frozen(2))),
    ];
    expect(seen).toEqual(unseen);
    fused.dispose();
    stock.dispose();
  });

  test.each([createFusedEngine, createStockEngine])(
    'keeps its branches, of which chance leaves out others: %o',
    async (create) => {
      const after = (branches: readonly number[]) =>
        weightsAfter(create({ ...optionsOf(spec), dropsBranches: true }), (engine) =>
          engine.trainStep({ ...batch, branches: Float32Array.from(branches) }, frozen(3)),
        );
      const whole = await after([1, 1, 1]);
      expect(await after([0, 0, 1])).toEqual(whole);
      expect(await after([1, 1, 0])).not.toEqual(whole);
    },
  );
});
