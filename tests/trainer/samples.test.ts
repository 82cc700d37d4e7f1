/** What a run tells of the sample pictures: when, what, and that the run does not change by it or wait for it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { SampleWatch } from '../../src/trainer/samples.ts';
import { specOf } from '../../src/training/config.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { held, realPictures, settle, testRun, tiny, tinySteps, until } from './kit.ts';

const most = Math.max(...cifar10.samples.map(({ index }) => index));
/** With just as many test pictures as the samples need. */
const config: RunConfig = { ...tiny, testImages: most + 1 };

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures(config);
});

describe('a run', () => {
  it('is asked as soon as that costs no wait, with the vitals and after each epoch', async () => {
    const run = testRun(data, config);
    expect(await run.outcome()).toBe('finished');
    const steps = run.of('predictions').map((e) => e.step);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    const looks = run.of('vitals').map((e) => e.step);
    // Before the first step where the pictures are there by then, and before the last one in any case.
    const [first = Number.NaN] = steps;
    expect(first).toBeLessThan(2 * tinySteps);
    const later = looks.filter((step) => step > first);
    expect(new Set(steps)).toEqual(new Set([first, ...later, tinySteps, 2 * tinySteps]));
    for (const { probabilities } of run.of('predictions')) {
      expect(probabilities).toHaveLength(cifar10.samples.length);
      for (const row of probabilities) {
        expect(row).toHaveLength(10);
        expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
      }
    }
    const types = run.events.map((e) => e.type);
    if (first === 0) expect(types.indexOf('predictions')).toBeLessThan(types.indexOf('vitals'));
    // The last word is that of the finished network.
    expect(types.slice(-2)).toEqual(['predictions', 'end']);
  });

  it('says what its weights say of the pictures of the test split', async () => {
    const engine = createEngine({ ...config, epochs: 1 }, data, { backend: 'cpu' });
    const states: EngineState[] = [];
    const save = async ({ state }: Checkpoint) => void states.push(state);
    const run = testRun(data, { ...config, epochs: 1 }, { engine, save });
    expect(await run.outcome()).toBe('finished');
    const { mean, std } = data;
    const own = createStockEngine({ spec: specOf(config), seed: 1, init: 'pytorch', mean, std });
    own.importState(states[states.length - 1]!);
    const last = run.of('predictions').pop();
    for (const [i, { index, label }] of cifar10.samples.entries()) {
      const picture = { images: new Uint8Array(3072), labels: new Int32Array(1) };
      data.test.gather([index], picture);
      expect(picture.labels[0]).toBe(label);
      const logits = [...(await own.logits(picture))];
      const sum = logits.reduce((s, x) => s + Math.exp(x), 0);
      logits.forEach((x, c) => {
        expect(last?.probabilities[i]?.[c]).toBeCloseTo(Math.exp(x) / sum, 5);
      });
    }
    own.dispose();
  });

  it('has the same numbers to the last bit as one that nobody asks', async () => {
    const numbers = async (asked: boolean) => {
      const engine = createEngine(config, data, { backend: 'cpu' });
      if (!asked) engine.logits = async ({ labels }) => new Float32Array(10 * labels.length);
      const run = testRun(data, config, { engine });
      expect(await run.outcome()).toBe('finished');
      return run.of('epoch').map((e) => [e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy]);
    };
    expect(await numbers(true)).toEqual(await numbers(false));
  });

  it('does not wait for the samples before it trains', async () => {
    const test = held(data.test);
    const run = testRun({ ...data, test: test.stream }, config);
    const outcome = run.outcome();
    await until(() => run.of('phase').some((e) => e.phase === 'evaluating'));
    expect(run.of('predictions')).toEqual([]);
    test.release(data.test.size);
    expect(await outcome).toBe('finished');
    expect(run.of('predictions')[0]?.step).toBe(tinySteps);
  });

  it('asks nothing where its test pictures do not hold all samples', async () => {
    const few = { ...config, testImages: most };
    const run = testRun(await realPictures(few), few);
    expect(await run.outcome()).toBe('finished');
    expect(run.of('predictions')).toEqual([]);
  });

  it('goes on with an answer about the step that it is resumed from', async () => {
    const checkpoints: Checkpoint[] = [];
    const first = testRun(data, config, { save: async (c) => void checkpoints.push(c) });
    await first.outcome();
    const from = checkpoints[0]!;
    const engine = createEngine(config, data, { backend: 'cpu' });
    engine.importState(from.state);
    const second = testRun(data, config, { engine, from });
    await second.outcome();
    const told = first.of('predictions').filter((e) => e.step === tinySteps);
    expect(second.of('predictions')[0]).toEqual(told[0]);
  });
});

describe('the watch', () => {
  const stub = (logits: () => Promise<Float32Array>) => ({ logits, warmUpLogits: async () => {} });
  const samples = [{ index: 0, label: 3 }] as const;

  it('asks nothing of a set without samples, and says nothing that is no number', async () => {
    const told: number[] = [];
    const engine = stub(async () => new Float32Array(10).fill(Number.NaN));
    const options = {
      engine,
      pictures: data.test,
      atOnce: 1,
      onAnswer: (step: number) => void told.push(step),
    };
    const none = new SampleWatch({ ...options, samples: [] });
    await none.prepare();
    expect(none.due).toBe(false);
    await none.ask(1);
    const one = new SampleWatch({ ...options, samples });
    await one.prepare();
    expect(one.due).toBe(true);
    await one.ask(1);
    expect([one.due, told]).toEqual([false, []]);
  });

  it('hands on what broke to whoever flushes', async () => {
    const engine = stub(() => Promise.reject(new Error('The GPU was lost')));
    const watch = new SampleWatch({ engine, pictures: data.test, samples, atOnce: 1, onAnswer: () => {} });
    await watch.prepare();
    void watch.ask(1);
    await settle(2);
    await expect(watch.flush()).rejects.toThrow('The GPU was lost');
  });
});
