/** Times of real work, its refusal, and the values that it is tried on. */
import { describe, expect, it } from 'vitest';
import { TrainingBackend } from '../../src/webgpu/backend.ts';
import { fillNaN, testValueAt, testValues } from '../../src/webgpu/kernels/testValues.ts';
import { type BufferRegion, newRegion } from '../../src/webgpu/region.ts';
import { type Clock, leastMs, openClock, workOf } from '../../src/webgpu/timing.ts';
import { runKernel, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

/** Runs on a clock and a region of so many floats. */
async function on<T>(floats: number, use: (clock: Clock, region: BufferRegion) => Promise<T>): Promise<T> {
  const backend = trainingBackend();
  const region = newRegion(backend.device, 'test', 4 * floats);
  const clock = await openClock(backend);
  try {
    return await use(clock, region);
  } finally {
    clock.close();
    region.buffer.destroy();
  }
}

describe('a clock', () => {
  it('finds that much more work takes longer, though neither may take a tick', async () => {
    const backend = trainingBackend();
    await on(1 << 20, async (clock, region) => {
      // Many dispatches: to a large card one over a megabyte is as much as one over a kilobyte.
      const least = (dispatches: number): Promise<number> => {
        const all = Array.from({ length: dispatches }, () => ({ kernel: fillNaN, regions: [region] }));
        return leastMs(clock, workOf(backend, all), 3, 0);
      };
      const [some, more] = [await least(1), await least(16)];
      expect(some).toBeGreaterThan(0);
      expect(more).toBeGreaterThan(2 * some);
    });
  });

  it('tells when the device refuses the work, and goes on', async () => {
    const backend = trainingBackend();
    await on(64, async (clock, region) => {
      const beyond = { ...fillNaN, workgroups: [2 ** 22, 1, 1] as const };
      const regions = [region];
      await expect(clock.run(workOf(backend, [{ kernel: beyond, regions }]), 1)).rejects.toThrow();
      expect(await clock.run(workOf(backend, [{ kernel: fillNaN, regions }]), 1)).toBeGreaterThanOrEqual(0);
    });
    await backend.faults.check();
  });

  it('is not rounded in Node, where no page could spy by it', async () => {
    if (typeof document !== 'undefined') return;
    const backend = trainingBackend();
    await on(64, async (clock, region) => {
      const work = workOf(backend, [{ kernel: fillNaN, regions: [region] }]);
      const ticks: number[] = [];
      for (let i = 0; i < 4; i++) ticks.push((await clock.run(work, 1)) / 0.065536);
      expect(ticks.some((t) => Math.abs(t - Math.round(t)) > 1e-6)).toBe(true);
    });
  });
});

describe('the clock of a device', () => {
  it.each([
    ['run a hundred times too fast', 100n],
    ['stand still', 0n],
  ])('is the wall clock where timestamps %s', async (_, factor) => {
    const adapter = await navigator.gpu.requestAdapter();
    const device = await adapter?.requestDevice({ requiredFeatures: ['timestamp-query'] });
    if (!device) throw new Error('There is no device with timestamps.');
    const backend = new TrainingBackend(device, {} as GPUAdapterInfo);
    const { getMappedRange } = GPUBuffer.prototype;
    GPUBuffer.prototype.getMappedRange = function (...range) {
      const stamps = new BigUint64Array(getMappedRange.apply(this, range));
      return stamps.map((ns) => factor * ns).buffer;
    };
    const region = newRegion(device, 'test', 1 << 22);
    const clock = await openClock(backend);
    try {
      const work = workOf(backend, [{ kernel: fillNaN, regions: [region] }]);
      await clock.run(work, 1);
      const started = performance.now();
      const ms = await clock.run(work, 64);
      expect(ms).toBeGreaterThan(0);
      expect(ms).toBeLessThanOrEqual(performance.now() - started);
    } finally {
      GPUBuffer.prototype.getMappedRange = getMappedRange;
      clock.close();
      backend.faults.close();
      device.destroy();
    }
  });
});

describe('test values', () => {
  it.each([1, 63, 1000, 40_000])('are the ones that the CPU knows, in %d elements', async (count) => {
    for (const seed of [1, 1_000_003]) {
      const [values] = await runKernel(testValues(seed), [], [count]);
      expect(values).toEqual(Float32Array.from({ length: count }, (_, i) => testValueAt(i, seed)));
    }
  });

  it('are spread over −0.5…0.5 and of every kind', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => testValueAt(i, 1));
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(new Set(values).size).toBeGreaterThan(1000);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(-0.5);
    expect(Math.max(...values)).toBeLessThan(0.5);
  });

  it('are exact in halves as well', async () => {
    const count = 4096;
    const [values] = await runKernel(testValues(1, 'float16'), [], [count]);
    expect(values).toEqual(Float32Array.from({ length: count }, (_, i) => testValueAt(i, 1)));
  });
});
