/**
 * How far the tuner's time goes on a graphics card, which no test has: the card's times are made up, of the speed that it is said
 * to have. Time passes as the test lets it.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import type { Clock } from '../../src/webgpu/timing.ts';
import { tune } from '../../src/webgpu/tuner.ts';
import { tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { makeSpec } from '../specs.ts';
import { onIdleDevice } from '../wgpu/idleBackend.ts';

// A device that does nothing has no right results.
vi.mock('../../src/webgpu/convCheck.ts', async (original) => ({
  ...(await original<typeof import('../../src/webgpu/convCheck.ts')>()),
  convCheck: () => ({ places: [], bytes: 4, copy: () => undefined, isRight: () => true }),
}));

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Card {
  /** Milliseconds of a kernel's compilation, and how many compile at a time. */
  readonly compile: readonly [ms: number, atOnce: number];
  /** Of the fastest candidate. */
  readonly gflops: number;
  /** To the device and back. */
  readonly wayMs: number;
}

/** Passes of resnet18 at batch 128 that are tuned in one run. */
function tunedOn({ compile: [compileMs, atOnce], gflops, wayMs }: Card): Promise<number> {
  const tasks = tuningTasks(structureOf(makeSpec('resnet18')), 128, { precision: 'fast' });
  return onIdleDevice({ subgroups: [32, 32] }, async (backend, { device }) => {
    const compilers = Array.from({ length: atOnce }, () => Promise.resolve());
    let next = 0;
    device.createComputePipelineAsync = async () => {
      const turn = next++ % atOnce;
      compilers[turn] = compilers[turn]!.then(() => after(compileMs));
      await compilers[turn];
      return {} as GPUComputePipeline;
    };
    const create = device.createBuffer;
    device.createBuffer = (d) => Object.assign(create(d), { mapAsync: () => after(wayMs) });
    // All 3×3 convolutions of resnet18 take as much arithmetic, but those with a stride.
    const flops = 2 * 128 * 32 * 32 * 9 * 64 * 64;
    let candidate = 0;
    const clock: Clock = {
      preciseMs: 5,
      close: () => undefined,
      run: async (_work, repeats, around) => {
        if (around) candidate++;
        const ms = (repeats * (1 + (candidate % 6) / 4) * flops) / gflops / 1e6;
        await after(ms + wayMs);
        return ms;
      },
    };
    let tuned: number | undefined;
    const done = tune(backend, tasks, {
      budgetMs: 4000,
      onProgress: () => undefined,
      clockOf: async () => clock,
    });
    void done.then((found) => {
      tuned = found.size;
    });
    while (tuned === undefined) await vi.advanceTimersByTimeAsync(1);
    expect(tasks.length).toBe(32);
    return tuned;
  });
}

describe('in four seconds most of the 32 passes of resnet18 are tuned', () => {
  it.each([
    ['fast, whose compiler is so', { gflops: 10_000, compile: [50, 4], wayMs: 1 }, 28],
    ['slow', { gflops: 1000, compile: [50, 4], wayMs: 1 }, 20],
    ['fast, whose compiler is slow', { gflops: 10_000, compile: [100, 4], wayMs: 1 }, 20],
  ] as const)('on a card that is %s', async (_, card, least) => {
    expect(await tunedOn(card)).toBeGreaterThanOrEqual(least);
  });
});
