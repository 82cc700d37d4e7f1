/** The run loop on the real stock engine with real pictures: passes, events, numbers. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { learningRateAt } from '../../src/training/schedule.ts';
import { realPictures, testRun, tiny, tinySteps } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  const device = await openDevice();
  expect(device.info.backend).toBe('cpu');
  data = await realPictures();
});

/** Which training pictures a list of batches held, by their bytes. */
function numbersIn(batches: { images: Uint8Array }[]): number[] {
  const bytes = 32 * 32 * 3;
  const all = { images: new Uint8Array(tiny.trainImages * bytes), labels: new Int32Array(tiny.trainImages) };
  data.train.gather(data.train.arrivalOrder.slice().sort(), all);
  const keyOf = (images: Uint8Array, i: number) => images.subarray(i * bytes, i * bytes + 64).join();
  const numberOf = new Map(
    Array.from({ length: tiny.trainImages }, (_, i) => [keyOf(all.images, i), i] as const),
  );
  expect(numberOf.size).toBe(tiny.trainImages);
  return batches.flatMap(({ images }) =>
    Array.from({ length: images.length / bytes }, (_, i) => numberOf.get(keyOf(images, i)) ?? -1),
  );
}

describe('a whole run', () => {
  it('visits every picture once an epoch, in another order each time, and tells it all', async () => {
    const run = testRun(data);
    expect(await run.outcome()).toBe('finished');

    expect(run.steps.map((s) => s.batch.labels.length)).toEqual([4, 4, 2, 4, 4, 2]);
    const epochs = [run.steps.slice(0, tinySteps), run.steps.slice(tinySteps)].map((steps) =>
      numbersIn(steps.map((s) => s.batch)),
    );
    for (const order of epochs)
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, i) => i));
    expect(epochs[0]).not.toEqual(epochs[1]);
    for (const { batch } of run.steps) expect(batch.draws?.length).toBe(5 * batch.labels.length);

    // Every test picture, once an epoch, as it is.
    expect(run.evaluated.map((b) => [b.labels.length, b.draws])).toEqual([
      [6, undefined],
      [6, undefined],
    ]);

    expect(run.events.every((e) => e.runId === 'test')).toBe(true);
    expect(run.events[0]).toMatchObject({ type: 'start', stepsPerEpoch: 3, totalSteps: 6, step: 0 });
    expect(run.events[run.events.length - 1]).toMatchObject({ type: 'end', outcome: 'finished', step: 6 });
    expect(run.of('phase').map((e) => e.phase)).toEqual([
      'preparing',
      'training',
      'evaluating',
      'training',
      'evaluating',
    ]);
    const progress = run.of('progress').filter((e) => e.task === 'evaluate');
    expect(progress.map((e) => [e.done, e.total])).toEqual([[0, 6], [6, 6], [0, 6], [6, 6]]); // biome-ignore format: pairs
  });

  it('reports means over all pictures, the last small batch weighed by its size', async () => {
    const run = testRun(data);
    await run.outcome();
    const epochs = run.of('epoch');
    expect(epochs.map((e) => [e.epoch, e.epochs, e.step])).toEqual([[1, 2, 3], [2, 2, 6]]); // biome-ignore format: rows

    // The same steps by hand, one after another on an engine of their own.
    const hand = testRun(data);
    let loss = 0;
    let correct = 0;
    for (const { batch, settings } of run.steps.slice(0, tinySteps)) {
      hand.engine.trainStep(batch, settings);
      const totals = await hand.engine.readTrainTotals();
      expect(totals.images).toBe(batch.labels.length);
      loss += totals.loss;
      correct += totals.correct;
    }
    hand.engine.evaluateBatch(run.evaluated[0] ?? { images: new Uint8Array(), labels: new Int32Array() });
    const test = await hand.engine.readEvaluationTotals();
    hand.engine.dispose();
    expect(epochs[0]).toMatchObject({
      trainLoss: loss / 10,
      trainAccuracy: correct / 10,
      testLoss: test.loss / 6,
      testAccuracy: test.correct / 6,
      learningRate: 0.05,
    });
    for (const e of epochs) {
      expect(e.seconds).toBeGreaterThan(0);
      expect(e.imagesPerSecond).toBeGreaterThan(0);
    }
  });

  it('covers all steps with its step events, whenever they come', async () => {
    const run = testRun(data);
    await run.outcome();
    const steps = run.of('step');
    expect(steps.map((e) => e.step)).toEqual([...steps.map((e) => e.step)].sort((a, b) => a - b));
    // Reads are flushed at the end of each epoch.
    expect(steps.map((e) => e.step)).toEqual(expect.arrayContaining([3, 6]));
    expect(steps[steps.length - 1]?.epoch).toBe(2);
    for (const e of steps) expect(e.trainLoss).toBeGreaterThan(0);
  });

  it('asks the schedule before every step', async () => {
    const config = { ...tiny, schedule: 'onecycle', learningRate: 0.2 } as const;
    const run = testRun(data, config);
    await run.outcome();
    expect(run.steps.map((s) => s.settings.learningRate)).toEqual(
      Array.from({ length: 6 }, (_, step) => learningRateAt(config, step, 6)),
    );
    expect(run.of('epoch').map((e) => e.learningRate)).toEqual(
      [2, 5].map((s) => learningRateAt(config, s, 6)),
    );
  });
});

describe('one seed, one run', () => {
  const numbersOf = async (config = tiny) => {
    const run = testRun(config === tiny ? data : await realPictures(config), config);
    await run.outcome();
    return run
      .of('epoch')
      .map(({ trainLoss, trainAccuracy, testLoss, testAccuracy }) => [
        trainLoss,
        trainAccuracy,
        testLoss,
        testAccuracy,
      ]);
  };

  it('gives the same numbers to the last bit, and another seed other ones', async () => {
    const numbers = await numbersOf();
    expect(numbers).toHaveLength(2);
    expect(await numbersOf()).toEqual(numbers);
    expect(await numbersOf({ ...tiny, seed: 8 })).not.toEqual(numbers);
  });
});
