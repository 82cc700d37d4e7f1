/** What goes wrong ends the run with one sentence, and nothing goes on after it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { ProblemError, sentenceOf } from '../../src/problems/index.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { openRun } from '../../src/trainer/openRun.ts';
import type { RunEvent } from '../../src/training/events.ts';
import { saying } from '../problems/saying.ts';
import { cpu, held, realPictures, settle, testRun, tiny, tinySteps } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures();
});

describe('a loss that explodes', () => {
  it('names the step and suggests a tenth of the learning rate', async () => {
    const run = testRun(data, { ...tiny, epochs: 50, learningRate: 10 });
    run.onEvent((e) => {
      // Past any schedule: what a typo in the middle of a run can do.
      if (e.type === 'phase' && e.phase === 'training') run.trainer.change({ learningRate: 1e30 });
    });
    expect(await run.outcome()).toBe('failed');
    const [end] = run.of('end');
    const problem = end?.problem;
    if (problem?.kind !== 'diverged') throw new Error('The run failed for another reason.');
    expect(sentenceOf(problem)).toMatch(
      /^The loss stopped being a finite number in step \d at learning rate 1e\+30: start again with a tenth of it, 1e\+29\.$/,
    );
    expect(problem).toMatchObject({ learningRate: 1e30, gentler: 1e29 });
    expect(sentenceOf(problem)).toContain(`in step ${problem.step} `);
    for (const e of [...run.of('step'), ...run.of('epoch')]) expect(Number.isFinite(e.trainLoss)).toBe(true);
    const told = run.events.length;
    await settle();
    expect(run.events).toHaveLength(told);
  });
});

describe('losses that explode and stay finite', () => {
  /** Steps big enough to blow up, small enough that normalisation keeps every number finite. */
  const wild = { ...tiny, epochs: 40, learningRate: 10 };

  const saved: Checkpoint[] = [];
  let whole: ReturnType<typeof testRun>;
  let outcome: string;

  beforeAll(async () => {
    whole = testRun(data, wild, { save: async (c) => void saved.push(c) });
    outcome = await whole.outcome();
  }, 60_000);

  it('end the run after an epoch, with the loss and a tenth of the rate, and the epoch is told', () => {
    expect(outcome).toBe('failed');
    const problem = whole.of('end')[0]?.problem;
    expect(problem).toMatchObject({ kind: 'diverged', learningRate: 10, gentler: 1 });
    if (problem?.kind !== 'diverged') throw new Error('The run failed for another reason.');
    const last = whole.of('epoch').at(-1);
    expect(last?.step).toBe(problem.step);
    expect(problem.step).toBeGreaterThanOrEqual(60);
    expect(problem.step).toBeLessThan(120);
    expect(problem.value).toBeGreaterThan(23);
    expect(whole.of('end')[0]?.step).toBe(problem.step);
  });

  it('end it at the same step where it was resumed on its way', async () => {
    const from = saved.at(-1)!;
    // The state that diverged is not kept: what is kept goes on as the run went on.
    expect(from.position.step).toBe((whole.of('end')[0]?.step ?? 0) - 3);
    const engine = createEngine(wild, data, { backend: 'cpu' });
    engine.importState(from.state);
    const rest = testRun(data, wild, { engine, from });
    expect(await rest.outcome()).toBe('failed');
    expect(rest.of('end')[0]).toEqual(whole.of('end')[0]);
  });
});

describe('pictures that cannot be had', () => {
  it('fail with the sentence of the data, also while paused', async () => {
    for (const pause of [false, true]) {
      const train = held(data.train);
      const run = testRun({ ...data, train: train.stream });
      const outcome = run.outcome();
      await settle();
      if (pause) run.trainer.pause();
      await settle();
      train.fail(new Error('Shard train-07.webp is damaged'));
      expect(await outcome).toBe('failed');
      expect(run.of('end')[0]?.problem).toEqual(saying('Shard train-07.webp is damaged.'));
      expect(run.steps).toHaveLength(0);
    }
  });

  it('fail when only test pictures are missing, before a number is made up', async () => {
    const test = held(data.test);
    const run = testRun({ ...data, test: test.stream });
    const outcome = run.outcome();
    test.fail(new Error('Shard test-01.webp is missing.'));
    expect(await outcome).toBe('failed');
    expect(run.of('epoch')).toHaveLength(0);
    expect(run.of('end')[0]?.problem).toEqual(saying('Shard test-01.webp is missing.'));
  });
});

describe('an engine that breaks', () => {
  it('in a read-back ends the run with its words', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    let reads = 0;
    const read = engine.readTrainTotals.bind(engine);
    engine.readTrainTotals = () => (++reads === 2 ? Promise.reject(new Error('The GPU was lost')) : read());
    const run = testRun(data, tiny, { engine });
    expect(await run.outcome()).toBe('failed');
    expect(run.of('end')[0]?.problem).toEqual(saying('The GPU was lost.'));
    // At most two steps were in flight.
    expect(run.steps.length).toBeLessThanOrEqual(3);
  });
});

describe('a device that fails', () => {
  const fault = () => new ProblemError({ kind: 'gpu-lost', why: 'it was pulled out' });

  it('ends the run where it is, and what was earned before stays', async () => {
    const saved: Checkpoint[] = [];
    let fail = (_: Error) => {};
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const run = testRun(data, { ...tiny, epochs: 5 }, { failure, save: async (c) => void saved.push(c) });
    run.onEvent((e) => {
      if (e.type === 'phase' && e.phase === 'evaluating' && run.of('epoch').length === 1) fail(fault());
    });
    expect(await run.outcome()).toBe('failed');
    expect(run.of('end')[0]).toMatchObject({ step: 2 * tinySteps, problem: { kind: 'gpu-lost' } });
    expect(run.of('epoch')).toHaveLength(1);
    expect(saved.map((c) => c.position)).toMatchObject([{ epoch: 1, step: tinySteps }]);
    const told = run.events.length;
    await settle();
    expect(run.events).toHaveLength(told);
  });

  it('ends it where the device leaves a read without an answer for ever, and no event follows', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    engine.readEvaluationTotals = () => new Promise(() => {});
    let fail = (_: Error) => {};
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const run = testRun(data, tiny, { engine, failure });
    run.onEvent((e) => {
      if (e.type === 'phase' && e.phase === 'evaluating') setTimeout(() => fail(fault()), 20);
    });
    expect(await run.outcome()).toBe('failed');
    expect(run.events.at(-1)).toMatchObject({ type: 'end', problem: { kind: 'gpu-lost' } });
  });

  it('is named where a call fails for it before the news arrive', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    let fail = (_: Error) => {};
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    engine.readTrainTotals = () => {
      setTimeout(() => fail(fault()), 20);
      return Promise.reject(new Error("Failed to execute 'mapAsync' on 'GPUBuffer'"));
    };
    const run = testRun(data, tiny, { engine, failure });
    expect(await run.outcome()).toBe('failed');
    expect(run.of('end')[0]?.problem).toEqual({ kind: 'gpu-lost', why: 'it was pulled out' });
  });

  it('ends a paused run too, at once', async () => {
    let fail = (_: Error) => {};
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const run = testRun(data, tiny, { failure });
    run.onEvent((e) => {
      if (e.type === 'phase' && e.phase === 'training') run.trainer.pause();
      if (e.type === 'phase' && e.phase === 'paused') queueMicrotask(() => fail(fault()));
    });
    expect(await run.outcome()).toBe('failed');
    expect(run.of('end')[0]?.problem).toEqual({ kind: 'gpu-lost', why: 'it was pulled out' });
    expect(run.of('epoch')).toHaveLength(0);
  });
});

describe('opening a run', () => {
  const open = (change: Partial<Parameters<typeof openRun>[0]> = {}) => {
    const events: RunEvent[] = [];
    const run = openRun({
      runId: 'r',
      config: tiny,
      openDevice: async () => ({ info: cpu }),
      openData: async () => data,
      tuningStore: { get: async () => undefined, set: async () => undefined },
      emit: (event) => events.push(event),
      ...change,
    });
    return { run, events, end: () => events[events.length - 1] };
  };

  it('passes on why the data cannot be opened', async () => {
    const { run, end } = open({
      openData: () => Promise.reject(new Error('CIFAR-10 is not prepared yet')),
    });
    expect(await run.run()).toBe('failed');
    expect(end()).toMatchObject({
      outcome: 'failed',
      step: 0,
      problem: saying('CIFAR-10 is not prepared yet.'),
    });
  });

  it('begins anew on no other backend than it began on: that is for a person to say', async () => {
    const { run, events, end } = open({ backend: 'webgpu' });
    expect(await run.run()).toBe('failed');
    expect(end()).toMatchObject({
      problem: { kind: 'backend-gone', before: { backend: 'webgpu' }, now: { backend: 'cpu' } },
    });
    expect(events.some((e) => e.type === 'start')).toBe(false);
    const same = open({ backend: 'cpu', config: { ...tiny, epochs: 1 } });
    expect(await same.run.run()).toBe('finished');
  });

  it('takes the stock engine where the fused one cannot run, and says so', async () => {
    const { run, events } = open({ config: { ...tiny, epochs: 1, engine: 'fused', storage: 'float16' } });
    expect(await run.run()).toBe('finished');
    const start = events.find((e) => e.type === 'start');
    expect(start).toMatchObject({
      config: { engine: 'stock', storage: 'float32' },
      device: { backend: 'cpu' },
    });
  });

  it('stops while it still opens, and ends the loading', async () => {
    const { run, events, end } = open({
      openData: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    });
    const outcome = run.run();
    await settle();
    run.stop();
    expect(await outcome).toBe('stopped');
    expect(end()).toMatchObject({ type: 'end', outcome: 'stopped', step: 0 });
    expect(events.some((e) => e.type === 'start')).toBe(false);
  });

  it('remembers commands that came while it opened', async () => {
    let deliver = (_: Dataset) => {};
    const opened = new Promise<Dataset>((resolve) => {
      deliver = resolve;
    });
    const { run, events } = open({ openData: () => opened });
    const outcome = run.run();
    run.pause();
    run.change({ learningRate: 0.3 });
    deliver(data);
    await settle();
    expect(events.map((e) => e.type)).toEqual(['phase', 'change', 'start', 'phase', 'progress']);
    expect(events.flatMap((e) => (e.type === 'phase' ? e.phase : []))).toEqual(['preparing', 'paused']);
    run.stop();
    expect(await outcome).toBe('stopped');
  });
});
