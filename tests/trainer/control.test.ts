/** Pause, resume, single steps, stop and live changes: each acts within one step, wherever the run is. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { held, realPictures, settle, type TestRun, testRun, tiny, tinySteps, until } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures();
});

/** Does something right after the n-th training step was asked for. */
function afterStep(run: TestRun, n: number, act: () => void): void {
  const push = run.steps.push.bind(run.steps);
  run.steps.push = (...items) => {
    const length = push(...items);
    if (length === n) queueMicrotask(act);
    return length;
  };
}

const long = { ...tiny, epochs: 50 };

describe('pictures that are late', () => {
  it('are waited for: the run says so, is kept, and its clock stands, and ends with the same numbers', async () => {
    const plain = testRun(data);
    await plain.outcome();

    const test = held(data.test);
    const saved: number[] = [];
    const run = testRun({ ...data, test: test.stream }, tiny, {
      save: async ({ position }) => void saved.push(position.step),
    });
    const outcome = run.outcome();
    const phases = () => run.of('phase').map(({ phase }) => phase);
    await until(() => phases().at(-1) === 'waiting');
    expect(phases()).toEqual(['preparing', 'training', 'evaluating', 'waiting']);
    // What was trained so far outlives the page.
    await until(() => saved.length > 0);
    expect(saved).toEqual([tinySteps]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    test.release(data.test.size);
    expect(await outcome).toBe('finished');
    const numbers = (r: TestRun) => r.of('epoch').map((e) => [e.trainLoss, e.testLoss]);
    expect(numbers(run)).toEqual(numbers(plain));
    expect(phases().slice(3, 6)).toEqual(['waiting', 'evaluating', 'training']);
    // A second passes before they count as late; more than three passed.
    expect(run.of('epoch')[0]?.seconds).toBeLessThan(2.5 + (plain.of('epoch')[0]?.seconds ?? 0));
  });

  it('can be stopped, and paused and resumed, meanwhile', async () => {
    const train = held(data.train);
    const run = testRun({ ...data, train: train.stream });
    const outcome = run.outcome();
    const phases = () => run.of('phase').map(({ phase }) => phase);
    await until(() => phases().at(-1) === 'waiting');
    run.trainer.pause();
    await until(() => phases().at(-1) === 'paused');
    run.trainer.resume();
    expect(phases().at(-1)).toBe('waiting');
    run.trainer.stop();
    expect(await outcome).toBe('stopped');
    expect(run.steps).toHaveLength(0);
  });
});

describe('pause', () => {
  it('takes no further step, tells what was done, and goes on as if nothing had been', async () => {
    const plain = testRun(data);
    await plain.outcome();

    const run = testRun(data);
    afterStep(run, 2, () => run.trainer.pause());
    const outcome = run.outcome();
    await settle();
    expect(run.steps).toHaveLength(2);
    expect(run.of('phase').map((e) => e.phase)).toEqual(['preparing', 'training', 'paused']);
    // What was in flight has been read and told.
    expect(run.of('step').map((e) => e.step)).toContain(2);
    await settle();
    expect(run.steps).toHaveLength(2);

    run.trainer.resume();
    expect(await outcome).toBe('finished');
    expect(run.of('phase').map((e) => e.phase).slice(0, 5)).toEqual(['preparing', 'training', 'paused', 'training', 'evaluating']); // biome-ignore format: one list
    const numbers = (r: TestRun) => r.of('epoch').map((e) => [e.trainLoss, e.testLoss]);
    expect(numbers(run)).toEqual(numbers(plain));
  });

  it('is told after the last step that counts: no number moves from then on', async () => {
    const engine = createEngine(long, data, { backend: 'cpu' });
    const read = engine.readTrainTotals.bind(engine);
    // A device that answers late: two steps are in flight when the pause comes.
    engine.readTrainTotals = async () => {
      const totals = read();
      await settle(20);
      return totals;
    };
    const slow = testRun(data, long, { engine });
    afterStep(slow, 4, () => {
      slow.trainer.pause();
      expect(slow.of('phase').map((e) => e.phase)).not.toContain('paused');
    });
    const outcome = slow.outcome();
    await settle(200);
    expect(slow.steps).toHaveLength(4);
    const told = slow.events.map((e) => (e.type === 'phase' ? e.phase : e.type));
    expect(told[told.length - 1]).toBe('paused');
    expect(told[told.length - 2]).toBe('step');
    expect(slow.of('step').at(-1)?.step).toBe(4);
    slow.trainer.stop();
    expect(await outcome).toBe('stopped');
  });

  it('that is taken back at once is never told', async () => {
    const run = testRun(data);
    afterStep(run, 2, () => {
      run.trainer.pause();
      run.trainer.resume();
    });
    expect(await run.outcome()).toBe('finished');
    expect(run.of('phase').map((e) => e.phase)).not.toContain('paused');
  });

  it('leaves pauses out of the times', async () => {
    let time = 0;
    const run = testRun(data, { ...tiny, epochs: 1 }, { now: () => time });
    // Every training step takes one second.
    const push = run.steps.push.bind(run.steps);
    run.steps.push = (...items) => {
      time += 1;
      return push(...items);
    };
    afterStep(run, 2, () => run.trainer.pause());
    const outcome = run.outcome();
    await settle();
    time += 1000;
    run.trainer.resume();
    await outcome;
    expect(run.of('epoch')[0]).toMatchObject({ seconds: 3, imagesPerSecond: 10 / 3 });
  });

  it('before the run begins holds it at its first step', async () => {
    const run = testRun(data, { ...tiny, epochs: 1 });
    run.trainer.pause();
    const outcome = run.outcome();
    await settle();
    expect(run.steps).toHaveLength(0);
    run.trainer.resume();
    expect(await outcome).toBe('finished');
  });

  it('holds an evaluation too', async () => {
    const run = testRun(data, { ...tiny, epochs: 1 });
    let pausedOnce = false;
    run.onEvent((e) => {
      if (e.type === 'phase' && e.phase === 'evaluating' && !pausedOnce) {
        pausedOnce = true;
        run.trainer.pause();
      }
    });
    const outcome = run.outcome();
    while (!pausedOnce) await settle(1);
    await settle();
    expect(run.evaluated).toHaveLength(0);
    expect(run.of('epoch')).toHaveLength(0);
    run.trainer.resume();
    expect(await outcome).toBe('finished');
    expect(
      run
        .of('phase')
        .map((e) => e.phase)
        .slice(-3),
    ).toEqual(['evaluating', 'paused', 'evaluating']);
  });
});

describe('single steps', () => {
  it('take exactly one training step each and report it', async () => {
    const run = testRun(data, long);
    run.trainer.pause();
    const outcome = run.outcome();
    await settle();
    for (let step = 1; step <= tinySteps + 1; step++) {
      run.trainer.singleStep();
      await settle(60);
      expect(run.steps).toHaveLength(step);
      expect(run.of('step').map((e) => e.step)).toEqual(Array.from({ length: step }, (_, i) => i + 1));
    }
    // The fourth step lies in the second epoch: the first was evaluated on the way, paused all along.
    expect(run.of('epoch')).toHaveLength(1);
    expect(run.of('phase').map((e) => e.phase)).toEqual(['paused']);
    run.trainer.stop();
    expect(await outcome).toBe('stopped');
  });

  it('mean nothing to a run that is not paused', async () => {
    const run = testRun(data, { ...tiny, epochs: 1 });
    run.trainer.singleStep();
    const outcome = run.outcome();
    run.trainer.singleStep();
    expect(await outcome).toBe('finished');
    expect(run.steps).toHaveLength(tinySteps);
  });
});

describe('stop', () => {
  it('takes no further step and says where it ended', async () => {
    const run = testRun(data, long);
    afterStep(run, 4, () => run.trainer.stop());
    expect(await run.outcome()).toBe('stopped');
    expect(run.steps).toHaveLength(4);
    const [end] = run.of('end');
    expect(end).toEqual({ runId: 'test', type: 'end', outcome: 'stopped', step: 4, problem: undefined });
    expect(run.events[run.events.length - 1]).toBe(end);
  });

  it.each(['while paused', 'while evaluating', 'before it began'])('works %s', async (when) => {
    const run = testRun(data, long);
    if (when === 'before it began') run.trainer.stop();
    if (when === 'while paused') run.trainer.pause();
    if (when === 'while evaluating') {
      run.onEvent((e) => {
        if (e.type === 'phase' && e.phase === 'evaluating') run.trainer.stop();
      });
    }
    const outcome = run.outcome();
    if (when === 'while paused') {
      await settle();
      run.trainer.stop();
    }
    expect(await outcome).toBe('stopped');
    expect(run.of('epoch')).toHaveLength(0);
    expect(run.of('end')).toHaveLength(1);
  });

  it('and nothing after the end is heard', async () => {
    const run = testRun(data, { ...tiny, epochs: 1 });
    await run.outcome();
    const before = run.events.length;
    run.trainer.pause();
    run.trainer.resume();
    run.trainer.singleStep();
    run.trainer.change({ learningRate: 1 });
    run.trainer.stop();
    await settle();
    expect(run.events).toHaveLength(before);
  });
});

describe('live changes', () => {
  it('count from the next step on and are told', async () => {
    const run = testRun(data);
    afterStep(run, 2, () => run.trainer.change({ learningRate: 0.5, weightDecay: 0, augment: [] }));
    await run.outcome();
    expect(run.steps.map((s) => s.settings.learningRate)).toEqual([0.05, 0.05, 0.5, 0.5, 0.5, 0.5]);
    expect(run.steps.map((s) => s.settings.weightDecay)).toEqual([5e-4, 5e-4, 0, 0, 0, 0]);
    const moved = (n: number) => run.steps[n]?.batch.draws?.some((d, i) => i % 5 < 3 && d !== 0);
    expect([moved(0), moved(1), moved(2), moved(3)]).toEqual([true, true, false, false]);
    expect(run.of('change')).toEqual([
      {
        runId: 'test',
        type: 'change',
        step: 2,
        settings: { learningRate: 0.5, weightDecay: 0, augment: [] },
      },
    ]);
  });
});

describe('freezing on the way', () => {
  it('compiles the steps anew, and the next one waits for that', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    const compiled = vi.spyOn(engine, 'warmUpStep');
    const run = testRun(data, tiny, { engine });
    afterStep(run, 2, () => {
      compiled.mockClear();
      run.trainer.change({ freeze: 2 });
    });
    await run.outcome();
    expect(run.steps.map((s) => s.settings.freeze)).toEqual([0, 0, 2, 2, 2, 2]);
    expect(compiled.mock.calls.map(([size, settings]) => [size, settings?.freeze])).toEqual([
      [4, 2],
      [2, 2],
    ]);
  });
});

describe('while pictures are on their way', () => {
  it('trains as far as the sampler lets it, pauses, resumes and stops', async () => {
    const train = held(data.train);
    const run = testRun({ ...data, train: train.stream }, long);
    const outcome = run.outcome();
    await settle();
    expect(run.steps).toHaveLength(0);
    // Fewer pictures than the shuffle buffer holds: all are needed first.
    expect(train.asked).toEqual([10]);
    run.trainer.pause();
    run.trainer.resume();
    await settle();
    run.trainer.stop();
    expect(await outcome).toBe('stopped');
  });

  it('does not count time paused meanwhile', async () => {
    let time = 0;
    const train = held(data.train);
    const run = testRun({ ...data, train: train.stream }, { ...tiny, epochs: 1 }, { now: () => time });
    const outcome = run.outcome();
    await settle();
    time += 2;
    run.trainer.pause();
    await settle();
    time += 1000;
    run.trainer.resume();
    await settle();
    time += 3;
    train.release(10);
    await outcome;
    expect(run.of('epoch')[0]?.seconds).toBe(5);
  });
});
