/**
 * Growing changes no answer: logits in evaluation before and after, at every stage, for both kinds of block and of shortcut, on both
 * engines; and what was taken out and grown again trains on.
 */
import { describe, expect, it } from 'vitest';
import { plannedBlocks, samePlan, withEdit } from '../../src/model/depth.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { changedDepth } from '../../src/nn/changedDepth.ts';
import type { Engine, FloatBatch, NamedTensor } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { useTrainingBackend } from '../webgpu/node.ts';

useTrainingBackend();

const base: ModelSpec = {
  block: 'basic',
  blocks: [1, 1],
  width: 4,
  shortcut: 'projection',
  norm: 'batch',
  stem: 'cifar',
  inputSize: 8,
  classes: 10,
};
const n = 4;
const batch: FloatBatch = {
  pixels: Float32Array.from({ length: n * base.inputSize ** 2 * 3 }, (_, i) => Math.sin(0.37 * i * i)),
  labels: Int32Array.from({ length: n }, (_, i) => i),
};
const settings = { ...stepSettings(defaultConfig), learningRate: 0.05 };
const engines = {
  fused: (spec: ModelSpec): Engine =>
    createFusedEngine({ spec, seed: 3, init: 'pytorch', mean: [0, 0, 0], std: [1, 1, 1] }),
  stock: (spec: ModelSpec): Engine =>
    createStockEngine({ spec, seed: 3, init: 'pytorch', mean: [0, 0, 0], std: [1, 1, 1] }),
};
const kinds = [
  ...(['basic', 'bottleneck'] as const).flatMap((block) =>
    (['projection', 'identity'] as const).map((shortcut) => ({ block, shortcut, norm: 'batch' }) as const),
  ),
  { block: 'basic', shortcut: 'projection', norm: 'none' } as const,
];

/** As a network has them that has learned: no scale is 1, no mean 0. */
const learnedWeights = (spec: ModelSpec): NamedTensor[] =>
  initialWeights(structureOf(spec), 'pytorch', 3).map((tensor, t) => ({
    ...tensor,
    data: tensor.data.map((x, i) =>
      tensor.shape.length > 1
        ? x
        : tensor.name.endsWith('.running_var')
          ? 1 + 0.5 * Math.sin(i)
          : x + 0.3 * Math.sin(t + i),
    ),
  }));

/** The largest difference, as a share of the largest logit. */
function deviation(a: Float32Array, b: Float32Array): number {
  const most = Math.max(...[...a].map(Math.abs));
  return Math.max(...[...a].map((x, i) => Math.abs(x - (b[i] ?? Number.NaN)))) / most;
}

describe.each(['fused', 'stock'] as const)('on the %s engine', (kind) => {
  const make = engines[kind];

  it.each(kinds)('$block, $shortcut, norm $norm: a network that grows says what it said', async (of) => {
    const spec = { ...base, ...of };
    const state = { weights: learnedWeights(spec), slots: [], steps: 0 };
    const before = make(spec);
    before.importState(state);
    const said = await before.logits(batch);
    before.dispose();
    for (const stage of [0, 1]) {
      const plan = withEdit(samePlan(spec.blocks), { kind: 'add', stage });
      const grown = make({ ...spec, blocks: plannedBlocks(plan) });
      grown.importState(changedDepth(spec, plan, state, 3));
      expect(deviation(said, await grown.logits(batch)), `stage ${stage}`).toBeLessThanOrEqual(1e-6);
      grown.dispose();
    }
  });

  it('a network that lost a block and got another trains on, and what stayed all along moved like its neighbours', async () => {
    const spec = { ...base, blocks: [2, 1] };
    const first = make(spec);
    for (let i = 0; i < 2; i++) first.trainStep(batch, settings);
    const state = await first.exportState();
    first.dispose();
    const pruning = withEdit(samePlan(spec.blocks), { kind: 'remove', stage: 0, at: 1 });
    const pruned = make({ ...spec, blocks: [1, 1] });
    pruned.importState(changedDepth(spec, pruning, state, 3));
    pruned.trainStep(batch, settings);
    const less = await pruned.exportState();
    pruned.dispose();
    const growing = withEdit(samePlan([1, 1]), { kind: 'add', stage: 0 });
    const grown = make(spec);
    grown.importState(changedDepth({ ...spec, blocks: [1, 1] }, growing, less, 3));
    for (let i = 0; i < 2; i++) grown.trainStep(batch, settings);
    const { weights, steps } = await grown.exportState();
    const { loss } = await grown.readTrainTotals();
    grown.dispose();
    expect(steps).toBe(5);
    expect(Number.isFinite(loss)).toBe(true);
    const of = (name: string) => [...(weights.find((w) => w.name === name)?.data ?? [])];
    expect(of('layer1.1.features.4.weight').every((x) => x !== 0 && Number.isFinite(x))).toBe(true);
  });
});
