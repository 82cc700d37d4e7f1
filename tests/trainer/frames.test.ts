/** What every epoch leaves to look at is what its evaluation counted and what its weights say. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { plainBatch } from '../../src/trainer/batches.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { FrameMaker } from '../../src/trainer/frameMaker.ts';
import { specOf } from '../../src/training/config.ts';
import { realPictures, testRun, tiny, tinySteps } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures();
});

describe('a run that leaves frames', () => {
  it('leaves one after every epoch, of the network as that epoch evaluated it', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    const states: EngineState[] = [];
    const save = async ({ state }: Checkpoint) => void states.push(state);
    const run = testRun(data, tiny, { engine, save, frames: true });
    expect(await run.outcome()).toBe('finished');
    const frames = run.of('frame').map(({ frame }) => frame);
    expect(frames.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, tinySteps],
      [2, 2 * tinySteps],
    ]);
    const types = run.events.map(({ type }) => type);
    expect(types.indexOf('frame')).toBe(types.indexOf('epoch') + 1);

    const { mean, std, test } = data;
    const own = createStockEngine({ spec: specOf(tiny), seed: 1, init: 'pytorch', mean, std });
    const batch = plainBatch(test, 0, test.size);
    for (const [i, { predicted, losses, logits, stem, vitals }] of frames.entries()) {
      own.importState(states[i]!);
      const said = await own.logits(batch);
      expect(logits).toHaveLength(said.length);
      said.forEach((value, k) => void expect(logits[k]).toBeCloseTo(value, 5));
      const rows = Array.from(batch.labels, (_, n) => [...said.subarray(10 * n, 10 * n + 10)]);
      expect([...predicted]).toEqual(rows.map((row) => row.indexOf(Math.max(...row))));
      const epoch = run.of('epoch')[i]!;
      const right = batch.labels.filter((label, n) => predicted[n] === label).length;
      expect(right / test.size).toBeCloseTo(epoch.testAccuracy, 12);
      expect(losses.reduce((a, b) => a + b, 0) / test.size).toBeCloseTo(epoch.testLoss, 5);
      const conv = states[i]!.weights.find(({ name }) => name === 'features.0.weight')!;
      expect(stem).toEqual({ shape: [2, 3, 3, 3], data: conv.data });
      const looks = run.of('vitals').filter(({ step }) => step <= epoch.step);
      expect(vitals).toEqual({ step: looks.at(-1)?.step, blocks: looks.at(-1)?.blocks });
    }
    own.dispose();
  });

  it('leaves none of an epoch after which it has diverged', async () => {
    const run = testRun(data, { ...tiny, learningRate: 1e20, epochs: 1 }, { frames: true });
    expect(await run.outcome()).toBe('failed');
    expect(run.of('frame')).toEqual([]);
  });

  it('has the same numbers to the last bit as one that leaves none', async () => {
    const numbers = async (frames: boolean) => {
      const run = testRun(data, tiny, { frames });
      expect(await run.outcome()).toBe('finished');
      expect(run.of('frame')).toHaveLength(frames ? 2 : 0);
      return run.of('epoch').map((e) => [e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy]);
    };
    expect(await numbers(true)).toEqual(await numbers(false));
  });
});

it('a frame has the logits of its first thousand pictures, and vitals of its own epoch alone', async () => {
  const told = Float32Array.from({ length: 2600 }, (_, i) => Math.sin(i));
  const asked: number[] = [];
  const engine = {
    keepEvaluationLogits: (pictures: number) => void asked.push(pictures),
    readEvaluationLogits: async () => told,
    readWeight: async (name: string) => ({ name, shape: [1, 3, 1, 1], data: new Float32Array(3) }),
  };
  const labels = new Uint8Array(1300);
  const maker = new FrameMaker({ engine, spec: { ...specOf(tiny), classes: 2 }, labels });
  const vitals = { step: 8, blocks: [{ name: 'stem', gradientNorm: 1 }] };
  maker.look(vitals);
  maker.begin();
  const frame = await maker.made({ epoch: 3, step: 9 });
  expect(asked).toEqual([1300]);
  expect(frame.logits).toEqual(told.subarray(0, 2000));
  expect(frame.predicted).toHaveLength(1300);
  expect(frame.predicted[1299]).toBe(told[2598]! < told[2599]! ? 1 : 0);
  expect(frame.vitals).toEqual(vitals);
  expect(await maker.made({ epoch: 4, step: 12 })).not.toHaveProperty('vitals');
});
