/** What is over is let go of, however long the device lives and the run lasts. */
import { beforeAll, expect, it } from 'vitest';
import { Control } from '../../src/trainer/control.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { collectGarbage } from '../setup/garbage.ts';
import { realPictures, testRun, tiny } from './kit.ts';

beforeAll(async () => void (await openDevice()));

it('a run that is over, by the device that it ran on and that is open still', async () => {
  const failure = new Promise<never>(() => {});
  const data = await realPictures();
  const train = async () => {
    const run = testRun(data, { ...tiny, epochs: 1 }, { failure });
    expect(await run.outcome()).toBe('finished');
    return [new WeakRef(run.trainer), new WeakRef(run.engine)];
  };
  const run = await train();
  await collectGarbage();
  expect(run.map((part) => part.deref())).toEqual([undefined, undefined]);
  expect(failure).toBeInstanceOf(Promise);
});

it('each wait of a run, also where no command ever comes', async () => {
  const control = new Control();
  const waits = 20_000;
  const held = async () => {
    for (let i = 0; i < waits; i++) await control.unlessStopped(Promise.resolve());
    await collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = await held();
  const bytes = ((await held()) - before) / waits;
  expect(bytes, 'bytes a wait').toBeLessThan(50);
  expect(control.stop()).toBe(true);
});
