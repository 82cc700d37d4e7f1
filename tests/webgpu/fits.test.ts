/** Which networks and batches a device has room for, by every limit that our buffers meet. */
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { problemOf } from '../../src/problems/index.ts';
import { checkBatch, checkWeights, type MemoryLimits } from '../../src/webgpu/fits.ts';
import { makeSpec } from '../specs.ts';

const MB = 2 ** 20;
const guaranteed: MemoryLimits = { maxBindingBytes: 128 * MB, maxBufferBytes: 256 * MB };
const refusal = (check: () => void): unknown => {
  try {
    check();
  } catch (error) {
    return problemOf(error);
  }
  return undefined;
};

describe('a batch', () => {
  // The largest map of resnet18 has 32·32·64 numbers, a quarter of a megabyte.
  const structure = structureOf(makeSpec('resnet18'));
  const check = (batch: number, limits: MemoryLimits) => refusal(() => checkBatch(structure, batch, limits));

  it('must fit a binding', () => {
    expect(check(512, guaranteed)).toBeUndefined();
    expect(check(513, guaranteed)).toEqual({ kind: 'batch-too-large', batch: 513, limitMB: 128, most: 512 });
  });

  it('must fit a buffer, where that is smaller', () => {
    const limits = { maxBindingBytes: 2048 * MB, maxBufferBytes: 256 * MB };
    expect(check(1024, limits)).toBeUndefined();
    expect(check(1025, limits)).toEqual({ kind: 'batch-too-large', batch: 1025, limitMB: 256, most: 1024 });
  });

  it('of one picture may be too large already', () => {
    const limits = { maxBindingBytes: MB / 8, maxBufferBytes: MB };
    expect(check(1, limits)).toEqual({ kind: 'picture-too-large', limitMB: 0 });
  });
});

describe('weights', () => {
  const check = (model: Parameters<typeof makeSpec>[0], limits = guaranteed) =>
    refusal(() => checkWeights(structureOf(makeSpec(model)), limits));

  it('of the presets fit every device', () => {
    for (const model of ['resnet8', 'resnet110', 'resnet18', 'resnet152'] as const)
      expect(check(model), model).toBeUndefined();
  });

  it('of all layers must fit one buffer', () => {
    const wide = { block: 'bottleneck', stem: 'cifar', blocks: [3, 4, 6, 3], width: 128 } as const;
    expect(check(wide)).toEqual({ kind: 'network-too-large', limitMB: 256 });
    expect(check(wide, { ...guaranteed, maxBufferBytes: 512 * MB })).toBeUndefined();
  });

  it('of a layer must fit a binding', () => {
    const wider = { block: 'basic', stem: 'cifar', blocks: [1, 1, 1, 1], width: 512 } as const;
    expect(check(wider)).toEqual({ kind: 'layer-too-large', limitMB: 128 });
  });
});
