/** The stock engine as the trainer uses it: totals, state, determinism, and no tensor left behind. */
import { expect, test } from 'vitest';
import type { EngineState, ImageBatch } from '../../src/nn/engine.ts';
import { predict } from '../../src/nn/predictions.ts';
import { createStockEngine, type EngineOptions } from '../../src/nn/stockEngine.ts';
import * as tf from '../../src/nn/tf.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import { makeSpec } from '../specs.ts';
import { onEachBackend } from './devices.ts';
import { expectClose, randomNumbers } from './numbers.ts';

const mean = [0.4914, 0.4822, 0.4465];
const std = [0.247, 0.2435, 0.2616];
const size = 8;
const options: EngineOptions = {
  spec: makeSpec({ block: 'basic', blocks: [1, 1], width: 5, stem: 'cifar' }, { inputSize: size }),
  seed: 1,
  init: 'pytorch',
  mean,
  std,
};
const sgd = stepSettings(defaultConfig, 0.05);
const adamw: StepSettings = { ...sgd, optimizer: 'adamw', decay: 'weights', learningRate: 0.01 };

function batchOf(n: number, seed: number): ImageBatch & { draws: Int32Array } {
  const random = randomNumbers(seed);
  const below = (limit: number) => Math.floor(((random() + 1) / 2) * limit);
  return {
    images: Uint8Array.from({ length: n * size * size * 3 }, () => below(256)),
    labels: Int32Array.from({ length: n }, () => below(10)),
    draws: Int32Array.from({ length: n * 5 }, (_, i) =>
      i % 5 < 2 ? below(9) - 4 : i % 5 === 2 ? below(2) : -1,
    ),
  };
}

onEachBackend(() => {
  test.each([
    ['sgd', sgd],
    ['adamw', adamw],
  ] as const)('%s: no tensor is left behind', async (_, settings) => {
    const empty = tf.memory().numTensors;
    const engine = createStockEngine(options);
    const work = async () => {
      engine.trainStep(batchOf(5, 1), settings);
      engine.trainStep(batchOf(3, 2), settings);
      await engine.readTrainTotals();
      engine.evaluateBatch(batchOf(5, 3));
      await engine.readEvaluationTotals();
      await engine.logits(batchOf(1, 3));
      await engine.inspectStep(batchOf(3, 4), settings);
      await engine.readTrainTotals();
      engine.importState(await engine.exportState());
      await engine.finish();
    };
    await work();
    const after = tf.memory().numTensors;
    await work();
    await work();
    expect(tf.memory().numTensors).toBe(after);
    engine.dispose();
    expect(tf.memory().numTensors).toBe(empty);
  });

  test('says what it thinks of pictures, and trains on as if nobody had asked', async () => {
    const run = async (ask: boolean) => {
      const engine = createStockEngine(options);
      await engine.warmUpLogits(3);
      for (let i = 0; i < 4; i++) {
        engine.trainStep(batchOf(5, i), adamw);
        if (!ask) continue;
        const { images, labels } = batchOf(3, 40 + i);
        const said = await predict(engine, images, 3);
        const logits = Float64Array.from(await engine.logits({ images, labels }));
        expect(said.length).toBe(30);
        for (let n = 0; n < 3; n++) {
          const row = logits.slice(10 * n, 10 * (n + 1)).map(Math.exp);
          const sum = row.reduce((a, b) => a + b, 0);
          expectClose(said.subarray(10 * n, 10 * (n + 1)), row.map((e) => e / sum), 1e-6, `picture ${n}`); // biome-ignore format: one line
        }
      }
      const state = await engine.exportState();
      engine.dispose();
      return state;
    };
    expect(await run(true)).toEqual(await run(false));
  });

  test('totals are sums since the last read', async () => {
    const engine = createStockEngine(options);
    expect(await engine.readTrainTotals()).toEqual({ loss: 0, correct: 0, images: 0 });
    const still = { ...sgd, learningRate: 0 };
    engine.trainStep(batchOf(5, 1), still);
    const first = await engine.readTrainTotals();
    engine.trainStep(batchOf(3, 2), still);
    const second = await engine.readTrainTotals();
    engine.trainStep(batchOf(5, 1), still);
    engine.trainStep(batchOf(3, 2), still);
    const both = await engine.readTrainTotals();
    expect([first.images, second.images, both.images]).toEqual([5, 3, 8]);
    expectClose([both.loss], [first.loss + second.loss], 1e-6, 'loss');
    expect(both.correct).toBe(first.correct + second.correct);
    expect(first.loss / 5).toBeGreaterThan(1);
    engine.dispose();
  });

  test('a small batch can be learnt by heart', async () => {
    const engine = createStockEngine(options);
    const batch = batchOf(5, 9);
    engine.trainStep(batch, sgd);
    const first = await engine.readTrainTotals();
    for (let i = 0; i < 28; i++) engine.trainStep(batch, sgd);
    await engine.readTrainTotals();
    engine.trainStep(batch, sgd);
    const last = await engine.readTrainTotals();
    expect(last.loss).toBeLessThan(0.3 * first.loss);
    engine.dispose();
  });

  test('the same seed gives the same run, another seed another', async () => {
    const run = async (seed: number) => {
      const engine = createStockEngine({ ...options, seed });
      for (let i = 0; i < 3; i++) engine.trainStep(batchOf(5, i), sgd);
      const { loss } = await engine.readTrainTotals();
      engine.dispose();
      return loss;
    };
    const [a, b, c] = [await run(1), await run(1), await run(2)];
    expect(a).toBe(b);
    expect(a).not.toBe(c);
  });

  test.each([
    ['sgd', sgd],
    ['adamw', adamw],
  ] as const)('%s: a run goes on exactly from an exported state', async (_, settings) => {
    const engine = createStockEngine(options);
    for (let i = 0; i < 3; i++) engine.trainStep(batchOf(5, i), settings);
    const state = await engine.exportState();
    expect(state.steps).toBe(3);
    const other = createStockEngine({ ...options, seed: 99, init: 'he' });
    other.importState(state);
    const goOn = async (e: typeof engine) => {
      for (let i = 3; i < 6; i++) e.trainStep(batchOf(5, i), settings);
      return e.exportState();
    };
    const [a, b] = [await goOn(engine), await goOn(other)];
    expect(b).toEqual(a);
    expect(a.weights).not.toEqual(state.weights);
    engine.dispose();
    other.dispose();
  });

  test('an export is of the moment it was asked for', async () => {
    const engine = createStockEngine(options);
    engine.trainStep(batchOf(5, 1), sgd);
    const before = await engine.exportState();
    const asked = engine.exportState();
    engine.trainStep(batchOf(5, 2), sgd);
    expect(await asked).toEqual(before);
    expect(await engine.exportState()).not.toEqual(before);
    engine.dispose();
  });

  test('bytes are normalised to what floats say', async () => {
    const engine = createStockEngine(options);
    const { images, labels } = batchOf(3, 5);
    const pixels = Float32Array.from(images, (v, i) => (v / 255 - (mean[i % 3] ?? 0)) / (std[i % 3] ?? 1));
    expectClose(
      await engine.logits({ images, labels }),
      await engine.logits({ pixels, labels }),
      1e-5,
      'logits',
    );
    engine.dispose();
  });

  test('a state that does not fit is refused in one sentence and changes nothing', async () => {
    const engine = createStockEngine(options);
    const state = await engine.exportState();
    const refused = (change: Partial<EngineState>) => () => engine.importState({ ...state, ...change });
    const [first, ...rest] = state.weights;
    if (!first) throw new Error('There are weights.');
    expect(refused({ weights: rest })).toThrow(/^The weights lack "features\.0\.weight": [^.]*\.$/);
    expect(refused({ weights: [{ ...first, name: 'fc.weight' }, ...rest] })).toThrow(
      /"fc\.weight", which this network does not have/,
    );
    expect(refused({ weights: [{ ...first, shape: [5, 3, 3, 4] }, ...rest] })).toThrow(
      /shape \[5, 3, 3, 4\], but this network has \[5, 3, 3, 3\]/,
    );
    expect(refused({ weights: [{ ...first, data: new Float32Array(3) }, ...rest] })).toThrow(/3 values/);
    expect(refused({ weights: [...state.weights, first] })).toThrow(/twice/);
    expect(refused({ slots: [{ ...first, name: 'velocity.features.0.weight' }] })).toThrow(/velocity/);
    expect(refused({ steps: -1 })).toThrow(/steps/);
    expect(await engine.exportState()).toEqual(state);
    engine.dispose();
  });
});
