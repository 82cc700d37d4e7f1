/** The measurement on a real WebGPU device: figures that agree with each other, and a stop that leaves the device in order. */
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { summaryOf } from '../../src/model/summary.ts';
import * as tf from '../../src/nn/tf.ts';
import { noticeOf } from '../../src/problems/index.ts';
import { type BenchOptions, bench } from '../../src/trainer/bench.ts';
import { convPasses } from '../../src/training/benchReport.ts';
import { factsOf } from '../../src/webgpu/facts.ts';
import { kernelChoices } from '../../src/webgpu/kernelChoices.ts';
import { trainingBackend } from '../../src/webgpu/ops/tensors.ts';
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

  it('names the kernels of every convolution, and what the device is', async () => {
    const backend = trainingBackend(tf.backend());
    const structure = structureOf(makeSpec('resnet20'));
    const choices = kernelChoices(backend, structure, 4, { precision: 'fast' });
    const layersOf = (pass: string) =>
      choices.filter((c) => c.pass === pass).reduce((sum, c) => sum + c.layers, 0);
    // Nineteen convolutions on the main path and two shortcuts; the pictures need no gradient.
    expect(convPasses.map(layersOf)).toEqual([21, 20, 21]);
    expect(choices.every((c) => !c.tuned && c.tiling !== '')).toBe(true);
    expect(choices.map((c) => c.shape)).toContain('3×3, 16 to 32 channels, 32×32, stride 2');
    const { adapter, features, limits, traits } = factsOf(backend);
    expect(adapter).toHaveProperty('vendor');
    expect(features).toContain('timestamp-query');
    expect(limits.maxStorageBufferBindingSize).toBe(backend.traits.maxBindingBytes);
    expect(traits.subgroupSize).toBe(backend.traits.subgroupSize);
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
