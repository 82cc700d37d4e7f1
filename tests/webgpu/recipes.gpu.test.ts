/**
 * Averaged weights, stochastic depth and mirror images at test in the fused engine, against the stock one; and that each leaves all as it
 * is where it does nothing.
 */
import { afterAll, describe, expect, it } from 'vitest';
import type { Engine, EngineState, ImageBatch } from '../../src/nn/engine.ts';
import { settled } from '../../src/nn/slots.ts';
import { createStockEngine, type EngineOptions } from '../../src/nn/stockEngine.ts';
import type { StepSettings } from '../../src/training/settings.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { makeSpec } from '../specs.ts';
import { sparing } from './harness.ts';
import { useTrainingBackend } from './node.ts';
import { batchOf, difference, optionsOf, settings } from './stockTwin.ts';

useTrainingBackend();

const size = 9;
const spec = makeSpec({ block: 'basic', stem: 'cifar', blocks: [1, 2], width: 4 }, { inputSize: size });
const engines: Engine[] = [];
afterAll(() => {
  for (const engine of engines) engine.dispose();
});
const keep = <E extends Engine>(engine: E): E => {
  engines.push(engine);
  return engine;
};
const fused = (more: Partial<EngineOptions> = {}) => keep(createFusedEngine({ ...optionsOf(spec), ...more }));
const stock = (more: Partial<EngineOptions> = {}) => keep(createStockEngine({ ...optionsOf(spec), ...more }));
/** What the stock engine computes hangs on none of our kernels: it is tested in Node. */
const both: [string, typeof fused | typeof stock][] = [
  ['fused', fused],
  ...(sparing ? [] : [['stock', stock] satisfies [string, typeof stock]]),
];

const averaging: StepSettings = { ...settings, ema: 0.9 };
const plain = (n: number, seed: number): ImageBatch => ({ ...batchOf(n, size, seed), draws: undefined });
/** What the steps of a run leave out: nothing, the second of three blocks, the first and the last. */
const dropped = [
  [1, 1.5, 2],
  [1, 0, 2],
  [0, 1.5, 0],
].map((factors) => Float32Array.from(factors));
const step = (i: number): ImageBatch => ({ ...batchOf(5, size, i), branches: dropped[i % dropped.length] });

const evaluated = async (engine: Engine, batch = plain(4, 20)) => {
  engine.keepEvaluationLogits(batch.labels.length);
  engine.evaluateBatch(batch);
  return { totals: await engine.readEvaluationTotals(), logits: await engine.readEvaluationLogits() };
};

function expectAlike(a: EngineState, b: EngineState): void {
  for (const part of ['weights', 'slots'] as const) {
    const reference = new Map(b[part].map(({ name, data }) => [name, data]));
    expect(new Set(a[part].map(({ name }) => name))).toEqual(new Set(reference.keys()));
    for (const { name, data } of a[part])
      expect(difference(data, reference.get(name) ?? new Float32Array()), name).toBeLessThan(1e-3);
  }
}

it.each(['batch', 'none'] as const)(
  'all of it together is what the stock engine computes: weights, averages, evaluation, looks; norm %s',
  async (norm) => {
    const options = { spec: { ...spec, norm }, dropsBranches: true, mirrorTest: true, zeroInit: true };
    const [a, b] = [fused(options), stock(options)];
    for (const engine of [a, b]) for (let i = 0; i < 4; i++) engine.trainStep(step(i), averaging);
    expectAlike(await a.exportState(), await b.exportState());
    const [ours, theirs] = [await evaluated(a), await evaluated(b)];
    expect(ours.totals.loss).toBeCloseTo(theirs.totals.loss, 3);
    expect(ours.totals.correct).toBe(theirs.totals.correct);
    expect(difference(ours.logits, theirs.logits)).toBeLessThan(1e-3);
    const [vitals, reference] = [
      await a.trainStepWithVitals(step(1), averaging),
      await b.trainStepWithVitals(step(1), averaging),
    ];
    vitals.forEach(({ branchScale }, i) => {
      const expected = reference[i]?.branchScale;
      if (expected !== undefined) expect(branchScale).toBeCloseTo(expected, 4);
    });
    // A branch that is left out is still seen as it is.
    expect(vitals.find(({ name }) => name === 'layer2.0')?.branchScale).toBeGreaterThan(0);
  },
);

describe.each(both)('averaged weights of the %s engine', (_, create) => {
  it('are what evaluation, logits, looks and single weights see; training does not', async () => {
    const [engine, usual] = [create(), create()];
    for (let i = 0; i < 4; i++) {
      engine.trainStep(batchOf(5, size, i), averaging);
      usual.trainStep(batchOf(5, size, i), settings);
    }
    const state = await engine.exportState();
    expect(state.weights).toEqual((await usual.exportState()).weights);
    // The average by hand: of what the steps left, with less of the old in the first ones.
    const other = create();
    const name = 'layer1.0.features.0.weight';
    let expected = Float64Array.from((await other.readWeight(name)).data);
    for (let i = 0; i < 4; i++) {
      other.trainStep(batchOf(5, size, i), settings);
      const { data } = await other.readWeight(name);
      const share = Math.min(0.9, (2 + i) / (11 + i));
      expected = expected.map((v, k) => share * v + (1 - share) * (data[k] ?? 0));
    }
    const { data } = await engine.readWeight(name);
    expect(difference(data, Float32Array.from(expected))).toBeLessThan(1e-5);
    expect(difference(data, state.weights.find((w) => w.name === name)?.data ?? data)).toBeGreaterThan(1e-3);

    const reference = create();
    reference.importState(settled(state));
    expect(await evaluated(engine)).toEqual(await evaluated(reference));
    expect(await engine.logits(plain(3, 5))).toEqual(await reference.logits(plain(3, 5)));
    const request = { mode: 'evaluation', pooled: true } as const;
    expect(await engine.taps(plain(3, 5), request)).toEqual(await reference.taps(plain(3, 5), request));
    const cut = (e: Engine) => e.without(['layer2.1'], () => e.logits(plain(3, 5)));
    expect(await cut(engine)).toEqual(await cut(reference));
    expect(await cut(engine)).not.toEqual(await engine.logits(plain(3, 5)));
    expect(await engine.exportState()).toEqual(state);
  });

  it('go on exactly from a state, and end with a step that does not average', async () => {
    const options = { dropsBranches: true };
    const run = async (from?: EngineState) => {
      const engine = create(options);
      if (from) engine.importState(from);
      for (let i = from ? 2 : 0; i < 4; i++) {
        engine.trainStep(step(i), averaging);
        if (i === 1) middle = await engine.exportState();
      }
      return { engine, state: await engine.exportState(), seen: await evaluated(engine) };
    };
    let middle: EngineState | undefined;
    const whole = await run();
    const parts = await run(middle);
    expect(parts.state).toEqual(whole.state);
    expect(parts.seen).toEqual(whole.seen);
    whole.engine.trainStep(step(4), settings);
    const { slots } = await whole.engine.exportState();
    expect(slots.filter(({ name }) => name.startsWith('average.'))).toEqual([]);
  });
});

describe.each(both)('stochastic depth in the %s engine', (_, create) => {
  it('changes nothing by factors of 1, and a branch times 0 is not there', async () => {
    const [usual, ones, none] = [create(), create({ dropsBranches: true }), create({ dropsBranches: true })];
    for (let i = 0; i < 2; i++) {
      const batch = batchOf(5, size, i);
      usual.trainStep(batch, settings);
      ones.trainStep({ ...batch, branches: Float32Array.of(1, 1, 1) }, settings);
      none.trainStep(batch, settings);
    }
    const state = await usual.exportState();
    expect(await ones.exportState()).toEqual(state);
    expect(await none.exportState()).toEqual(state);
    // The branch of layer2.1 ends with this norm.
    const norm = 'layer2.1.features.4';
    const weights = state.weights.map((w) =>
      w.name === `${norm}.weight` || w.name === `${norm}.bias`
        ? { ...w, data: new Float32Array(w.data.length) }
        : w,
    );
    const cut = create();
    cut.importState({ ...state, weights });
    const batch = batchOf(5, size, 3);
    const left = await ones.inspectStep({ ...batch, branches: Float32Array.of(1, 1, 0) }, settings);
    const expected = await cut.inspectStep(batch, settings);
    expect(difference(left.logits, expected.logits)).toBeLessThan(1e-6);
    // Nothing behind the factor learns from the step.
    const still = left.gradients.filter(({ name }) => name.startsWith('layer2.1.features'));
    expect(still.length).toBe(6);
    for (const { name, data } of still) expect(new Set(data.map(Math.abs)), name).toEqual(new Set([0]));
  });
});

describe.each(both)('mirror images at test in the %s engine', (_, create) => {
  it('give the mean of the logits of both, and touch nothing else', async () => {
    const [usual, mirrored] = [create(), create({ mirrorTest: true })];
    for (const engine of [usual, mirrored]) engine.trainStep(batchOf(5, size, 1), settings);
    expect(await mirrored.exportState()).toEqual(await usual.exportState());
    const batch = plain(4, 20);
    const area = size * size * 3;
    const flipped = batch.images.map((_, at) => {
      const inRow = at % (size * 3);
      const column = Math.floor(inRow / 3);
      return batch.images[at - inRow + 3 * (size - 1 - column) + (inRow % 3)] ?? 0;
    });
    expect(flipped.length).toBe(4 * area);
    const [one, other] = [await usual.logits(batch), await usual.logits({ ...batch, images: flipped })];
    const mean = one.map((v, i) => (v + (other[i] ?? 0)) / 2);
    const { totals, logits } = await evaluated(mirrored);
    expect(difference(logits, mean)).toBeLessThan(1e-5);
    expect(totals.images).toBe(4);
    const loss = [...batch.labels].reduce((sum, label, n) => {
      const row = mean.slice(10 * n, 10 * n + 10);
      return sum + Math.log(row.reduce((s, v) => s + Math.exp(v), 0)) - (row[label] ?? 0);
    }, 0);
    expect(totals.loss).toBeCloseTo(loss, 4);
    // With draws it is the mirror image of what they make.
    const drawn = batchOf(4, size, 20);
    const both = await evaluated(mirrored, drawn);
    const turned = drawn.draws?.map((v, i) => (i % 5 === 2 ? 1 - v : v));
    const pair = [await usual.logits(drawn), await usual.logits({ ...drawn, draws: turned })];
    const expected = pair[0]?.map((v, i) => (v + (pair[1]?.[i] ?? 0)) / 2) ?? new Float32Array();
    expect(difference(both.logits, expected)).toBeLessThan(1e-5);
    expect(await mirrored.logits(batch)).toEqual(one);
  });
});
