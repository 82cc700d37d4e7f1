/** What a run needs later compiles beside it: nothing waits for what is not needed yet, and a wait is told. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Progress } from '../../src/nn/engine.ts';
import { Ahead } from '../../src/trainer/ahead.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { realPictures, settle, testRun, tiny, tinySteps, until } from './kit.ts';

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures();
});

/** Something that is done when the test says so. */
function gate() {
  let open = (): void => {};
  let fail = (_: Error): void => {};
  const passed = new Promise<void>((resolve, reject) => {
    open = resolve;
    fail = reject;
  });
  return { passed, open: () => open(), fail: (error: Error) => fail(error) };
}

/** An engine that compiles for as long as the test wants. */
function slowEngine() {
  const engine = createEngine(tiny, data, { backend: 'cpu' });
  const [tail, evaluation] = [gate(), gate()];
  const asked: string[] = [];
  let tell: Progress = () => {};
  engine.warmUpStep = (count: number, _settings?: unknown, onProgress: Progress = () => {}) => {
    asked.push(`step of ${count}`);
    tell = onProgress;
    return tail.passed;
  };
  engine.warmUpEvaluation = (count: number) => {
    asked.push(`evaluation of ${count}`);
    return evaluation.passed;
  };
  return { engine, tail, evaluation, asked, tell: (...progress: Parameters<Progress>) => tell(...progress) };
}

describe('a run', () => {
  const phases = (run: ReturnType<typeof testRun>) => run.of('phase').map((e) => e.phase);

  it('takes every step that is ready, waits for the others and says so', async () => {
    const slow = slowEngine();
    const run = testRun(data, { ...tiny, epochs: 1 }, { engine: slow.engine });
    const outcome = run.outcome();
    await until(() => phases(run).at(-1) === 'preparing' && run.steps.length > 0);
    await settle();
    expect(run.steps).toHaveLength(tinySteps - 1);
    expect(slow.asked).toEqual(['step of 2']);
    // Nobody heard of it before.
    slow.tell(3, 40);
    expect(run.of('progress').filter((e) => e.task === 'compile').at(-1)).toMatchObject({ done: 3, total: 40 }); // biome-ignore format: one thing

    slow.tail.open();
    await until(
      () => run.evaluated.length === 0 && phases(run).at(-1) === 'preparing' && run.steps.length === 3,
    );
    await settle();
    expect(run.evaluated).toHaveLength(0);
    expect(run.of('epoch')).toHaveLength(0);
    slow.evaluation.open();
    expect(await outcome).toBe('finished');
    expect(slow.asked).toEqual(['step of 2', 'evaluation of 6']);
    expect(phases(run)).toEqual([
      ...['preparing', 'training', 'preparing', 'training'],
      ...['evaluating', 'preparing', 'evaluating'],
    ]);
  });

  it('is stopped while it waits', async () => {
    const slow = slowEngine();
    const run = testRun(data, tiny, { engine: slow.engine });
    const outcome = run.outcome();
    await until(() => phases(run).at(-1) === 'preparing' && run.steps.length > 0);
    run.trainer.stop();
    expect(await outcome).toBe('stopped');
    expect(run.of('end')[0]).toMatchObject({ step: tinySteps - 1 });
  });

  it('fails of what could not be prepared, when it needs it', async () => {
    const slow = slowEngine();
    slow.tail.open();
    slow.evaluation.fail(new Error('This device could not compile a kernel'));
    const run = testRun(data, tiny, { engine: slow.engine });
    expect(await run.outcome()).toBe('failed');
    expect(run.steps).toHaveLength(tinySteps);
    expect(run.of('end')[0]?.problem).toEqual({
      kind: 'text',
      text: 'This device could not compile a kernel',
    });
  });
});

describe('pieces', () => {
  it('are prepared one after another, and one that fails does not hold up the next', async () => {
    const order: string[] = [];
    const ahead = new Ahead<'first' | 'second' | 'third'>(() => {});
    const first = gate();
    ahead.add('first', async () => {
      order.push('first');
      await first.passed;
    });
    ahead.add('second', async () => void order.push('second'));
    await settle(2);
    expect(order).toEqual(['first']);
    expect([ahead.ready('first'), ahead.ready('second'), ahead.ready('third')]).toEqual([false, false, true]);
    first.fail(new Error('no'));
    await expect(ahead.need('first')).rejects.toThrow('no');
    await ahead.need('second');
    expect(order).toEqual(['first', 'second']);
    await settle(2);
    expect(ahead.ready('second')).toBe(true);
  });
});
