/** The measurement on a real WebGPU device: figures that agree with each other, and a stop that leaves the device in order. */
import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../src/model/summary.ts';
import { noticeOf } from '../../src/problems/index.ts';
import { type BenchOptions, bench } from '../../src/trainer/bench.ts';
import { makeSpec } from '../specs.ts';
import { useTrainingBackend } from '../webgpu/node.ts';

useTrainingBackend();

const options: BenchOptions = {
  spec: makeSpec({ block: 'basic', blocks: [1], width: 4, stem: 'cifar' }, { inputSize: 8 }),
  batchSize: 2,
  steps: 4,
  engines: ['fused'],
  device: 'test',
  rooflineGflops: 10,
};

describe('bench', () => {
  it('tells figures that agree with each other', async () => {
    const { results, rooflineGflops } = await bench(options);
    expect(rooflineGflops).toBe(10);
    expect(results).toHaveLength(1);
    const [r] = results;
    if (!r) throw new Error('There is no result.');
    expect(r.stepMs.min).toBeGreaterThan(0);
    expect(r.stepMs.min).toBeLessThanOrEqual(r.stepMs.median);
    expect(r.stepMs.median).toBeLessThanOrEqual(r.stepMs.max);
    expect(r.imagesPerSecond).toBeCloseTo(2000 / r.stepMs.median, 6);
    expect(r.gflops).toBeCloseTo((6 * 2 * summaryOf(options.spec).macs) / r.stepMs.median / 1e6, 9);
    expect(r.rooflineFraction).toBeCloseTo(r.gflops / 10, 9);
    expect(r.dispatches).toBeGreaterThan(10);
    expect(r.gpuBytes).toBeGreaterThan(0);
  });

  it.each(['warming up the fused engine', 'step 2 of 4, fused engine'])(
    'stops at "%s" with the reason it was given, and measures again after',
    async (when) => {
      const stop = new AbortController();
      const told: string[] = [];
      const stopped = bench({
        ...options,
        signal: stop.signal,
        onProgress: (doing) => {
          const sentence = noticeOf(doing);
          told.push(sentence);
          if (sentence === when) stop.abort(new Error('Enough.'));
        },
      });
      await expect(stopped).rejects.toThrow('Enough.');
      expect(told.filter((s) => s.startsWith('step')).at(-1)).toBe(
        when.startsWith('step') ? when : undefined,
      );
      expect((await bench({ ...options, steps: 1 })).results).toHaveLength(1);
    },
  );
});
