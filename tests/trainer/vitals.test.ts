/** When steps are looked at, what it may cost, and that a run does not change by it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { StepTimes } from '../../src/trainer/stepTimes.ts';
import { VitalsWatch } from '../../src/trainer/vitals.ts';
import { saying } from '../problems/saying.ts';
import { realPictures, testRun, tiny, tinySteps, until } from './kit.ts';

/** A watch by a clock of the test. @param onVitals Told of steps. */
function watchAt(seconds: () => number, onVitals: (step: number) => void = () => {}) {
  const times = new StepTimes(seconds);
  return { times, watch: new VitalsWatch({ seconds, times, onVitals }) };
}

/** Runs steps of `plain` seconds, one after the other; a look takes `extra` more. @returns the steps looked at. */
async function looksOf(steps: number, plain: number, extra: (look: number) => number): Promise<number[]> {
  let now = 100;
  const looks: number[] = [];
  const { times, watch } = watchAt(
    () => now,
    (step) => void looks.push(step),
  );
  for (let step = 1; step <= steps; step++) {
    const aside = watch.due ? watch.look(step, Promise.resolve([])) : undefined;
    now += plain + (aside ? extra(looks.length) : 0);
    await times.timed(Promise.resolve(), aside);
  }
  await watch.flush();
  return looks;
}

describe('the watch', () => {
  it('looks at the first step, then every two seconds', async () => {
    const looks = await looksOf(100, 0.1, () => 0.001);
    expect(looks.slice(0, 3)).toEqual([1, 21, 41]);
    expect(looks).toHaveLength(5);
  });

  it('looks at every other step at most, however long steps take', async () => {
    expect(await looksOf(6, 10, () => 0)).toEqual([1, 3, 5]);
  });

  it.each([
    [0.1, 0.1],
    [0.5, 0.2],
    [10, 4],
  ])('steps of %d s: looks that take %d s more stay within two in a hundred', async (plain, extra) => {
    const steps = 2000;
    const looks = await looksOf(steps, plain, () => extra);
    expect(looks.length).toBeGreaterThan(4);
    // The second comes before the cost of one is known: the first may have compiled.
    const seconds = steps * plain + looks.length * extra;
    expect(((looks.length - 2) * extra) / seconds).toBeLessThanOrEqual(0.02);
  });

  it('comes back when a look turns out cheap after all', async () => {
    const looks = await looksOf(400, 0.5, (look) => (look <= 1 ? 1 : 0.01));
    const [, , third = 0, fourth = 0] = looks;
    expect(third - (looks[1] ?? 0)).toBeGreaterThan(60);
    expect(fourth - third).toBe(4);
  });

  it('does not take an evaluation in between for the cost of a look', async () => {
    let now = 0;
    const { times, watch } = watchAt(() => now);
    const step = async (look: boolean) => {
      const aside = look ? watch.look(1, Promise.resolve([])) : undefined;
      now += 1;
      await times.timed(Promise.resolve(), aside);
    };
    for (const look of [true, false, false]) await step(look);
    now += 1000;
    times.restart();
    await step(true);
    await step(false);
    expect(watch.due).toBe(true);
  });

  it('tells in the order of the steps, and hands on what broke', async () => {
    const told: number[] = [];
    const { watch } = watchAt(
      () => 0,
      (step) => void told.push(step),
    );
    let finish = () => {};
    watch.look(1, new Promise((resolve) => {
      finish = () => resolve([]);
    })); // biome-ignore format: short
    watch.look(2, Promise.resolve([]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(told).toEqual([]);
    finish();
    await watch.flush();
    expect(told).toEqual([1, 2]);
    watch.look(3, Promise.reject(new Error('The GPU was lost')));
    await expect(watch.flush()).rejects.toThrow('The GPU was lost');
  });
});

describe('a run', () => {
  let data: Dataset;
  beforeAll(async () => {
    await openDevice();
    data = await realPictures();
  });

  it('tells the vitals of every epoch’s first step before the epoch’s end', async () => {
    const run = testRun(data);
    expect(await run.outcome()).toBe('finished');
    const vitals = run.of('vitals');
    expect(vitals.map((e) => e.step)).toEqual(expect.arrayContaining([1, tinySteps + 1]));
    for (const { step, epoch, blocks } of vitals) {
      expect(epoch).toBeCloseTo(step / tinySteps, 12);
      expect(blocks.map((b) => b.name)).toEqual(['stem', 'layer1.0', 'classifier']);
      for (const { gradientNorm, activationScale } of blocks) {
        expect(gradientNorm).toBeGreaterThan(0);
        expect(activationScale).toBeGreaterThan(0);
      }
    }
    const types = run.events.map((e) => e.type);
    expect(types.indexOf('vitals')).toBeLessThan(types.indexOf('epoch'));
    expect(types.lastIndexOf('vitals')).toBeLessThan(types.lastIndexOf('epoch'));
  });

  it('has the same numbers to the last bit where nobody looks', async () => {
    const numbers = async (blind: boolean) => {
      const engine = createEngine(tiny, data, { backend: 'cpu' });
      if (blind)
        engine.trainStepWithVitals = async (batch, settings) => {
          engine.trainStep(batch, settings);
          return [];
        };
      const run = testRun(data, tiny, { engine });
      expect(await run.outcome()).toBe('finished');
      expect(run.of('vitals').every((e) => (e.blocks.length === 0) === blind)).toBe(true);
      return run.of('epoch').map((e) => [e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy]);
    };
    expect(await numbers(true)).toEqual(await numbers(false));
  });

  it('shows every step to whoever goes step by step', async () => {
    const run = testRun(data);
    run.trainer.pause();
    const outcome = run.outcome();
    for (const step of [1, 2, 3]) {
      run.trainer.singleStep();
      await until(() => run.of('vitals').length === step);
    }
    expect(run.of('vitals').map((e) => e.step)).toEqual([1, 2, 3]);
    run.trainer.stop();
    expect(await outcome).toBe('stopped');
  });

  it('ends with the words of a look that broke, and tells nothing after the end', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    engine.trainStepWithVitals = () => Promise.reject(new Error('The GPU was lost'));
    const run = testRun(data, tiny, { engine });
    expect(await run.outcome()).toBe('failed');
    expect(run.events[run.events.length - 1]).toMatchObject({
      type: 'end',
      problem: saying('The GPU was lost.'),
    });
  });
});
