/**
 * Both engines against PyTorch where a part of the network is frozen, and another part in other steps: what is frozen keeps its weights
 * and running statistics and goes by them, and an optimizer counts the steps of a parameter's own.
 */
import { expect, test } from 'vitest';
import { drawnBatch, drawnWeights } from '../../src/nn/draws.ts';
import type { Engine, EngineState, NamedTensor } from '../../src/nn/engine.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { relativeError } from '../nn/numbers.ts';
import { useTrainingBackend } from '../webgpu/node.ts';
import { frozenCases, Reference } from './kit.ts';

useTrainingBackend();

const creators = { stock: createStockEngine, fused: createFusedEngine } as const;
type Kind = keyof typeof creators;
type FrozenCase = (typeof frozenCases)[number];

const engineOf = (kind: Kind, { spec }: FrozenCase, state: EngineState) => {
  const engine = creators[kind]({ spec, seed: 1, init: 'pytorch', mean: [0, 0, 0], std: [1, 1, 1] });
  engine.importState(state);
  return engine;
};

const drawn = ({ seed, spec }: FrozenCase): EngineState => ({
  weights: drawnWeights(seed, spec),
  slots: [],
  steps: 0,
});

/** Tensors that are the same to the bit, by name. */
const unmoved = (before: readonly NamedTensor[], after: readonly NamedTensor[]): string[] =>
  before.flatMap(({ name, data }, i) => (data.every((v, j) => v === after[i]?.data[j]) ? [name] : []));

const settingsOf = ({ settings, freeze }: FrozenCase, step: number) => ({
  ...settings,
  freeze: freeze[step] ?? 0,
});

async function lossOf(engine: Engine, golden: FrozenCase, step: number): Promise<number> {
  engine.trainStep(drawnBatch(golden.seed, golden.batch, golden.spec), settingsOf(golden, step));
  return (await engine.readTrainTotals()).loss / golden.batch;
}

test.each(frozenCases.flatMap((golden) => (['stock', 'fused'] as const).map((kind) => ({ golden, kind }))))(
  '$golden.name, $kind',
  async ({ golden, kind }) => {
    const reference = new Reference(golden);
    const begin = drawn(golden);
    let engine = engineOf(kind, golden, begin);
    const batch = drawnBatch(golden.seed, golden.batch, golden.spec);
    const first = await engine.inspectStep(batch, settingsOf(golden, 0));
    await engine.readTrainTotals();
    expect(relativeError(first.logits, reference.get('logits')), 'logits').toBeLessThan(1e-5);
    reference.expectAll('grad', first.gradients, 1e-4);
    const after = (await engine.exportState()).weights;
    reference.expectAll('step1', after, 1e-5);
    const still = unmoved(begin.weights, after);
    const trained = first.gradients.map(({ name }) => name);
    expect(still.length).toBeGreaterThan(0);
    expect(still.filter((name) => trained.includes(name))).toEqual([]);

    const losses = [first.loss];
    while (losses.length < golden.steps) {
      // Half way the run goes on from what it left, on an engine of its own.
      if (losses.length === golden.steps / 2) {
        const state = await engine.exportState();
        engine.dispose();
        engine = engineOf(kind, golden, state);
      }
      losses.push(await lossOf(engine, golden, losses.length));
    }
    const wanted = reference.get('loss');
    losses.forEach((loss, i) => {
      expect(relativeError([loss], wanted.slice(i, i + 1)), `loss of step ${i + 1}`).toBeLessThan(1e-4);
    });
    reference.expectAll(`step${golden.steps}`, (await engine.exportState()).weights, 1e-3, 'norm');
    engine.dispose();
  },
);
