/** The estimate of a run's memory: what it is made of, and how it grows. tests/trainer/memory.gpu.test.ts holds it against the engine. */
import { describe, expect, it } from 'vitest';
import { presets } from '../../src/model/presets.ts';
import { structureOf } from '../../src/model/structure.ts';
import { specOf } from '../../src/training/config.ts';
import { largestBatch, largestMapBytes, memoryOf } from '../../src/training/memory.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';

const resnet18: RunConfig = { ...defaultConfig, ...presets.resnet18 };

describe('memoryOf', () => {
  it('counts four bytes for every parameter, gradient and momentum', () => {
    const { gradients, optimizer, weights } = memoryOf(resnet18);
    expect(gradients).toBe(4 * 11_173_962);
    expect(optimizer).toBe(gradients);
    // Running mean and variance of 4,800 channels, and two staging buffers of the largest filter.
    expect(weights).toBe(gradients + 4 * 2 * 4_800 + 2 * 4 * 512 * 512 * 9);
    expect(memoryOf({ ...resnet18, optimizer: 'adamw' }).optimizer).toBe(2 * gradients);
  });

  it('counts two bytes for feature maps in float16, but for pictures, and copies of the weights', () => {
    const [floats, halves] = (['float32', 'float16'] as const).map((storage) =>
      memoryOf({ ...resnet18, storage }),
    );
    const pictures = resnet18.batchSize * 4 * 32 * 32 * 3;
    expect((halves?.activations ?? 0) - pictures).toBe(((floats?.activations ?? 0) - pictures) / 2);
    expect((halves?.weights ?? 0) - (floats?.weights ?? 0)).toBe(2 * 11_173_962);
    expect(halves?.gradients).toBe(floats?.gradients);
    expect(memoryOf({ ...resnet18, storage: 'float16', engine: 'stock' })).toEqual(floats);
    // Channels that are no multiple of four stay float32.
    const odd = { ...defaultConfig, width: 5, blocks: [1] };
    const activations = (storage: RunConfig['storage']) => memoryOf({ ...odd, storage }).activations;
    expect(activations('float16')).toBe(activations('float32'));
  });

  it('adds up', () => {
    const m = memoryOf(defaultConfig);
    expect(m.total).toBe(m.weights + m.gradients + m.optimizer + m.activations + m.evaluation);
  });

  it('has activations that grow with the batch and nothing else that does', () => {
    const [one, many] = [1, 64].map((batchSize) => memoryOf({ ...resnet18, batchSize }));
    expect(many?.activations).toBe(64 * (one?.activations ?? 0));
    expect(many?.weights).toBe(one?.weights);
  });

  it('asks less of a plain network, whose gradients need not wait for a shortcut', () => {
    const of = (shortcut: RunConfig['shortcut']) => memoryOf({ ...defaultConfig, shortcut }).activations;
    expect(of('none')).toBeLessThan(of('projection'));
    expect(of('identity')).toBeGreaterThan(of('none'));
  });
});

describe('the evaluation', () => {
  it('costs extra where its batches are larger than those of training, and never more than there are pictures', () => {
    const of = (more: Partial<RunConfig>) => memoryOf({ ...defaultConfig, ...more }).evaluation;
    expect(of({ batchSize: 100 })).toBe(0);
    expect(of({ batchSize: 99 })).toBe(100 * (3 * 4 * 32 * 32 * 16 + 4 * 32 * 32 * 3));
    expect(of({ batchSize: 8, testImages: 10 })).toBe(of({ batchSize: 99 }) / 10);
    expect(of({ batchSize: 8, testImages: 8 })).toBe(0);
  });
});

describe('largestBatch', () => {
  it('is the last one that fits', () => {
    for (const bytes of [0.4 * 2 ** 30, 0.6 * 2 ** 30, 2 ** 30]) {
      const batchSize = largestBatch(resnet18, bytes);
      expect(memoryOf({ ...resnet18, batchSize }).total).toBeLessThanOrEqual(bytes);
      expect(memoryOf({ ...resnet18, batchSize: batchSize + 1 }).total).toBeGreaterThan(bytes);
    }
  });
  it('is 0 where the weights alone are too much', () => {
    expect(largestBatch(resnet18, 1e8)).toBe(0);
  });
});

describe('largestMapBytes', () => {
  it('is the widest map of one picture', () => {
    expect(largestMapBytes(structureOf(specOf(resnet18)))).toBe(4 * 32 * 32 * 64);
    const bottleneck = { ...defaultConfig, ...presets.resnet50 };
    expect(largestMapBytes(structureOf(specOf(bottleneck)))).toBe(4 * 32 * 32 * 256);
  });
});
