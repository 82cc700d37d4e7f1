/** Waiting for the GPU in Node: the event loop turns rarely, and what the device answers comes through. */
import { expect, it } from 'vitest';
import { restBetweenPolls } from '../../src/cli/restfulPolling.ts';

function globals(answer: () => Promise<unknown>) {
  class GPUQueue {
    onSubmittedWorkDone(): Promise<unknown> {
      return answer();
    }
  }
  class GPUBuffer {
    constructor(readonly size: number) {}
    mapAsync(mode: number): Promise<unknown> {
      return answer().then(() => this.size + mode);
    }
  }
  const made = { GPUQueue, GPUBuffer };
  restBetweenPolls(made);
  return made;
}

const after = (ms: number) => () => new Promise((resolve) => setTimeout(resolve, ms));

/** Turns of the event loop until a promise is settled. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let done = false;
  const count = () => {
    turns++;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  await work.catch(() => undefined);
  done = true;
  return turns;
}

it('turns the event loop at most every half millisecond while something is awaited', async () => {
  const { GPUQueue } = globals(after(100));
  const queue = new GPUQueue();
  const restful = await turnsDuring(Promise.all([queue.onSubmittedWorkDone(), queue.onSubmittedWorkDone()]));
  const restless = await turnsDuring(after(100)());
  expect(restful).toBeGreaterThan(10);
  expect(restful).toBeLessThan(250);
  expect(restless).toBeGreaterThan(5 * restful);
});

it('rests no more once everything is answered', async () => {
  const { GPUQueue } = globals(after(5));
  for (let i = 0; i < 3; i++) await new GPUQueue().onSubmittedWorkDone();
  expect(await turnsDuring(after(50)())).toBeGreaterThan(1000);
});

it('passes arguments, answers and failures through, and wraps a method once', async () => {
  const made = globals(after(1));
  const { mapAsync } = made.GPUBuffer.prototype;
  restBetweenPolls(made);
  expect(made.GPUBuffer.prototype.mapAsync).toBe(mapAsync);
  expect(await new made.GPUBuffer(40).mapAsync(2)).toBe(42);
  const broken = globals(async () => {
    throw new Error('The device is lost.');
  });
  await expect(new broken.GPUQueue().onSubmittedWorkDone()).rejects.toThrow('The device is lost.');
});
