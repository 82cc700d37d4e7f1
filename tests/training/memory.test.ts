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
    const stock = (storage: RunConfig['storage']) => memoryOf({ ...resnet18, storage, engine: 'stock' });
    expect(stock('float16')).toEqual(stock('float32'));
    // Channels that are no multiple of four stay float32.
    const odd = { ...defaultConfig, width: 5, blocks: [1] };
    const activations = (storage: RunConfig['storage']) => memoryOf({ ...odd, storage }).activations;
    expect(activations('float16')).toBe(activations('float32'));
  });

  it('adds up', () => {
    const m = memoryOf(defaultConfig);
    expect(m.total).toBe(m.weights + m.gradients + m.optimizer + m.activations + m.transforms + m.evaluation);
  });

  it('has activations that grow with the batch and weights that do not', () => {
    const [one, many] = [1, 64].map((batchSize) => memoryOf({ ...resnet18, batchSize }));
    expect(many?.activations).toBe(64 * (one?.activations ?? 0));
    expect(many?.weights).toBe(one?.weights);
  });

  it('counts what Winograd transforms where the fused engine may take it', () => {
    // The filter of 512 to 512 channels in 16 points; of a picture 64 channels go in and out of 64 tiles of 36 points.
    const filter = 4 * 512 * 512 * 16;
    const maps = 4 * 36 * 64 * (64 + 64);
    const of = (more: Partial<RunConfig>) => memoryOf({ ...resnet18, batchSize: 2, ...more }).transforms;
    expect(of({ engine: 'stock' })).toBe(0);
    expect(of({})).toBeGreaterThanOrEqual(filter);
    expect(of({})).toBeLessThan(filter + 2 * maps);
    // The last unit finds no maps of later ones in whose place it could transform.
    const short = { ...resnet18, batchSize: 2, blocks: [1] };
    expect(memoryOf(short).transforms).toBe(4 * 64 * 64 * 36 + 2 * maps);
    expect(memoryOf({ ...short, width: 16 }).transforms).toBe(0);
  });

  it('keeps no feature maps of a frozen front, but what it hands on', () => {
    const of = (freeze: number) => memoryOf({ ...resnet18, freeze });
    const parts = [0, 1, 2, 3, 4, 5].map((freeze) => of(freeze).activations);
    expect(parts).toEqual(parts.toSorted((a, b) => b - a));
    expect(parts[2]).toBeLessThan(parts[0]! / 1.5);
    // Pictures, and two maps of the widest stage on the way through.
    expect(parts[5]).toBe(resnet18.batchSize * (4 * 32 * 32 * 3 + 2 * 4 * 32 * 32 * 64));
    // The fused engine has them of all parameters: a setting that changes on the way needs them again.
    expect(of(5).gradients).toBe(of(0).gradients);
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
    expect(of({ batchSize: 99 })).toBe(
      // Three maps of 32 channels, and 16 tiles of 36 points transformed on the way in and out.
      100 * (3 * 4 * 16 * 16 * 32 + 4 * 36 * 16 * (32 + 32) + 4 * 32 * 32 * 3),
    );
    expect(of({ batchSize: 8, testImages: 10 })).toBe(of({ batchSize: 99 }) / 10);
    expect(of({ batchSize: 8, testImages: 8 })).toBe(0);
  });
});

describe('a run whose depth changes', () => {
  const deeper = [4, 4, 4, 4];
  const depthAt = [
    { after: 1, blocks: deeper },
    { after: 2, blocks: [3, 3, 3, 3] },
  ];

  it('has two networks in memory for a while', () => {
    const [before, after] = [memoryOf(resnet18), memoryOf({ ...resnet18, blocks: deeper })];
    const both = memoryOf({ ...resnet18, depthAt: depthAt.slice(0, 1) });
    expect(both.total).toBe(before.total + after.total);
    expect(both.activations).toBe(before.activations + after.activations);
    expect(memoryOf({ ...resnet18, depthAt }).total).toBe(
      after.total + memoryOf({ ...resnet18, blocks: [3, 3, 3, 3] }).total,
    );
    expect(memoryOf({ ...resnet18, epochs: 1, depthAt })).toEqual(before);
  });

  it('has a batch of which both fit', () => {
    const batchSize = largestBatch({ ...resnet18, depthAt }, 2 ** 30);
    expect(memoryOf({ ...resnet18, depthAt, batchSize }).total).toBeLessThanOrEqual(2 ** 30);
    expect(memoryOf({ ...resnet18, depthAt, batchSize: batchSize + 1 }).total).toBeGreaterThan(2 ** 30);
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
