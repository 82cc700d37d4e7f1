/** Waits for a device whose browser tells on a timer what is done, as Firefox does, and whenever something is submitted. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { nudgeWhereLate } from '../../src/webgpu/nudges.ts';

/**
 * A device by a made-up clock.
 * @param look Milliseconds between the moments at which the browser looks what is done; 0 tells at once.
 */
function deviceOf(look: number) {
  const waits: { end: number; tell: () => void }[] = [];
  let free = 0;
  let submits = 0;
  const tellDone = () => {
    const now = performance.now();
    for (const w of waits.splice(0)) {
      if (w.end <= now) w.tell();
      else waits.push(w);
    }
  };
  const done = () =>
    new Promise<undefined>((resolve) => {
      waits.push({ end: free, tell: () => resolve(undefined) });
      if (look === 0) setTimeout(tellDone, Math.max(0, free - performance.now()));
    });
  const timer = look > 0 ? setInterval(tellDone, look) : undefined;
  const device = {
    queue: {
      submit: () => {
        submits++;
        setTimeout(tellDone, 1);
      },
      onSubmittedWorkDone: done,
    },
    createBuffer: () => ({ mapAsync: done }),
  };
  return {
    device: device as unknown as GPUDevice,
    /** The device computes for so many milliseconds. */
    work(ms: number) {
      free = Math.max(free, performance.now()) + ms;
    },
    get submits() {
      return submits;
    },
    close: () => clearInterval(timer),
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('GPUBufferUsage', { MAP_READ: 1, COPY_DST: 8 });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Resolves with the milliseconds that a wait took, by the made-up clock. */
async function timed(wait: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let ended: number | undefined;
  void wait().then(() => {
    ended = performance.now() - started;
  });
  while (ended === undefined) await vi.advanceTimersByTimeAsync(0.5);
  return ended;
}

it('end soon after the work where the browser looks every 100 ms', async () => {
  const { device, work, close } = deviceOf(100);
  expect(await timed(() => device.queue.onSubmittedWorkDone())).toBeGreaterThan(90);
  await timed(() => nudgeWhereLate(device));
  for (const ms of [0, 7, 20, 50]) {
    work(ms);
    expect(await timed(() => device.queue.onSubmittedWorkDone())).toBeLessThan(ms + 10);
    const buffer = device.createBuffer({ size: 8, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    work(ms);
    expect(await timed(() => buffer.mapAsync(1))).toBeLessThan(ms + 10);
  }
  close();
});

it('cost nothing once they are over', async () => {
  const made = deviceOf(100);
  await timed(() => nudgeWhereLate(made.device));
  made.work(20);
  await timed(() => made.device.queue.onSubmittedWorkDone());
  await vi.advanceTimersByTimeAsync(10);
  const { submits } = made;
  expect(submits).toBeGreaterThan(0);
  await vi.advanceTimersByTimeAsync(500);
  expect(made.submits).toBe(submits);
  made.close();
});

it('are left alone where the browser tells at once', async () => {
  const made = deviceOf(0);
  const { onSubmittedWorkDone } = made.device.queue;
  expect(await timed(() => nudgeWhereLate(made.device))).toBeLessThan(5);
  expect(made.device.queue.onSubmittedWorkDone).toBe(onSubmittedWorkDone);
  made.work(20);
  await timed(() => made.device.queue.onSubmittedWorkDone());
  expect(made.submits).toBe(0);
});
