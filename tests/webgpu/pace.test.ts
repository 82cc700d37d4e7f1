/** What a submit may cost, learned from a queue that is worked off at a known speed. */
import { expect, it } from 'vitest';
import { Pace } from '../../src/webgpu/pace.ts';

/** A device of a constant speed, which works off what it is given in order, and the clock that it goes by. */
function deviceOf(costPerMs: number) {
  let now = 0;
  let busyUntil = 0;
  const waiting: { at: number; tell: () => void }[] = [];
  return {
    now: () => now,
    give: (cost: number) => {
      busyUntil = Math.max(busyUntil, now) + cost / costPerMs;
    },
    queue: {
      onSubmittedWorkDone: () =>
        new Promise<undefined>((resolve) => waiting.push({ at: busyUntil, tell: () => resolve(undefined) })),
    },
    /** Lets the device finish everything, telling in order. */
    async finish() {
      for (const { at, tell } of waiting.splice(0)) {
        now = at;
        tell();
        await Promise.resolve();
        await Promise.resolve();
      }
    },
  };
}

const step = 4e8;
/** Milliseconds that submits of the cost that is allowed take on the device. */
const allowedMs = (pace: Pace, costPerMs: number): number => pace.limit / costPerMs;

it.each([
  ['slow', 0.2e6],
  ['as fast as guessed', 2e6],
  ['fast', 5e9],
])('the submits of a %s device take 150 ms once the first replay is measured', async (_, costPerMs) => {
  const device = deviceOf(costPerMs);
  const pace = new Pace(device.queue, device.now);
  // Two are in flight before the first is done, as in a run: the second looks half as fast as it is.
  for (let i = 0; i < 2; i++) {
    const measured = pace.measure(step);
    device.give(step);
    measured();
  }
  await device.finish();
  const fastest = step / 0.1;
  expect(allowedMs(pace, Math.min(costPerMs, fastest))).toBeCloseTo(150, 6);
});

it('a device that was busy with something else at first is found to be faster later', async () => {
  const device = deviceOf(1e6);
  const pace = new Pace(device.queue, device.now);
  device.give(10 * step);
  for (let i = 0; i < 6; i++) {
    const measured = pace.measure(step);
    device.give(step);
    measured();
    await device.finish();
  }
  expect(allowedMs(pace, 1e6)).toBeCloseTo(150, 6);
});
