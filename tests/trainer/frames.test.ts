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
import { probeBlocks } from '../../src/trainer/probeBlocks.ts';
import type { TrainerOptions } from '../../src/trainer/trainer.ts';
import { specOf } from '../../src/training/config.ts';
import { realPictures, type TestRun, testRun, tiny, tinySteps, until } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures();
});

/** A run by whose clock steps take long and nothing else does: every epoch is probed. */
function slowRun(more: Partial<TrainerOptions>): TestRun {
  let time = 0;
  const run = testRun(data, tiny, { ...more, now: () => time });
  run.onEvent(({ type }) => {
    if (type === 'step') time += 1000;
  });
  return run;
}

describe('a run that leaves frames', () => {
  it('leaves one after every epoch, of the network as that epoch evaluated it', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    const states: EngineState[] = [];
    const save = async ({ state }: Checkpoint) => void states.push(state);
    const run = slowRun({ engine, save, frames: true });
    expect(await run.outcome()).toBe('finished');
    const frames = run.of('frame').map(({ frame }) => frame);
    expect(frames.map(({ epoch, step }) => [epoch, step])).toEqual([
      [1, tinySteps],
      [1, tinySteps],
      [2, 2 * tinySteps],
      [2, 2 * tinySteps],
    ]);
    // Each comes again, with its probes.
    const again = frames.filter((_, i) => i % 2 === 1);
    again.forEach(({ probes, readers, ...plain }, i) => void expect(plain).toEqual(frames[2 * i]));
    const types = run.events.map(({ type }) => type);
    expect(types.indexOf('frame')).toBe(types.indexOf('epoch') + 1);

    const { mean, std, test } = data;
    const own = createStockEngine({ spec: specOf(tiny), seed: 1, init: 'pytorch', mean, std });
    const batch = plainBatch(test, 0, test.size);
    for (const [i, { predicted, losses, logits, stem, vitals, probes, readers }] of again.entries()) {
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
      const found = await probeBlocks({ engine: own, data, classes: 10, atOnce: 100 });
      expect(probes?.map(({ name }) => name)).toEqual(['stem', 'layer1.0']);
      expect({ probes, readers }).toEqual(found);
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
      const states: EngineState[] = [];
      const save = async ({ state }: Checkpoint) => void states.push(state);
      const run = slowRun({ frames, save });
      expect(await run.outcome()).toBe('finished');
      expect(run.of('frame').map(({ frame }) => frame.probes !== undefined)).toEqual(
        frames ? [false, true, false, true] : [],
      );
      const losses = run.of('epoch').map((e) => [e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy]);
      return { losses, states };
    };
    expect(await numbers(true)).toEqual(await numbers(false));
  });
});

describe('a run while its last network is probed', () => {
  /** A run that does something when the first pictures are looked at for a probe. */
  function interrupted(act: (run: TestRun) => void) {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    const taps = engine.taps.bind(engine);
    engine.taps = (...asked) => {
      if (run.of('epoch').length === 2) act(run);
      return taps(...asked);
    };
    const run = slowRun({ engine, frames: true, save: async () => {} });
    return run;
  }

  it('has finished where it is stopped', async () => {
    const run = interrupted(({ trainer }) => trainer.stop());
    expect(await run.outcome()).toBe('finished');
    expect(run.of('frame')).toHaveLength(3);
  });

  it('pauses, answers and goes on', async () => {
    const run = interrupted(({ trainer }) => trainer.pause());
    const outcome = run.outcome();
    await until(() => run.of('phase').at(-1)?.phase === 'paused');
    const images = new Uint8Array(3072);
    const said = await run.trainer.ask({ images, taps: { mode: 'evaluation' } });
    expect(said.step).toBe(2 * tinySteps);
    expect((await run.trainer.checkpoint()).position).toMatchObject({ epoch: 2, step: 2 * tinySteps });
    expect(run.of('frame')).toHaveLength(3);
    run.trainer.resume();
    expect(await outcome).toBe('finished');
    expect(run.of('frame').at(-1)?.frame.probes).toHaveLength(2);
  });

  it('has finished without probes where they fail', async () => {
    const run = interrupted(() => {
      throw new Error('It cannot.');
    });
    expect(await run.outcome()).toBe('finished');
    expect(run.of('frame')).toHaveLength(3);
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
