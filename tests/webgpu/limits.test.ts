/** What dispatches ask of a device: no kernel of ours asks for too much, and one that does is refused in a sentence. */
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { problemOf } from '../../src/problems/index.ts';
import { convPlan } from '../../src/webgpu/convPlan.ts';
import {
  flatWorkgroups,
  type Kernel,
  makeKernel,
  maxWorkgroupsPerDimension,
  read,
} from '../../src/webgpu/kernel.ts';
import { gemm } from '../../src/webgpu/kernels/gemm.ts';
import { rowPadding, type Tile, threadsOf } from '../../src/webgpu/kernels/tiled/tile.ts';
import { checkDispatch, workgroupOf } from '../../src/webgpu/limits.ts';
import { tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { variantsOf } from '../../src/webgpu/variants.ts';
import { makeSpec } from '../specs.ts';
import { leastDevice, leastLimits } from './leastDevice.ts';

const kernel = (
  changes: Partial<Kernel> = {},
  body = '@compute @workgroup_size(64)\nfn main() {}\n',
): Kernel => ({
  ...makeKernel({
    name: 'convolve7',
    bindings: [read('a', 'array<f32>'), read('b', 'array<f32>')],
    body,
    workgroups: [1, 1, 1],
    flops: 0,
    bytes: 0,
  }),
  ...changes,
});
const refusal = (k: Kernel, bound: readonly number[] = []): unknown => {
  try {
    checkDispatch(k, bound, leastLimits);
  } catch (error) {
    return problemOf(error);
  }
  return undefined;
};

describe('a convolution', () => {
  it.each([4, 8, 32, 0])('has few enough workgroups in every dimension, with subgroups of %i', (lanes) => {
    const nets = [
      makeSpec('resnet8'),
      makeSpec('resnet18'),
      makeSpec({ block: 'basic', stem: 'cifar', blocks: [1], width: 4 }),
    ];
    for (const spec of nets) {
      for (const batch of [512, 4096]) {
        for (const { shape, pass } of tuningTasks(structureOf(spec), batch, { precision: 'fast' })) {
          for (const variant of variantsOf(shape, pass, leastDevice(lanes))) {
            for (const { kernel } of convPlan(shape, pass, variant).dispatches) {
              const most = Math.max(...kernel.workgroups);
              expect(most, `${kernel.name} at batch ${batch}`).toBeLessThanOrEqual(65_535);
            }
          }
        }
      }
    }
  });
});

describe('flatWorkgroups', () => {
  it('has room for all, and hardly more', () => {
    for (const count of [1, 65_535, 65_536, 131_071, 1_000_003, 4_194_304]) {
      const { workgroups } = flatWorkgroups(count);
      const [x, y, z] = workgroups;
      expect(Math.max(x, y, z)).toBeLessThanOrEqual(maxWorkgroupsPerDimension);
      expect(x * y - count).toBeGreaterThanOrEqual(0);
      expect(x * y - count).toBeLessThan(y);
    }
  });
});

describe('a dispatch', () => {
  it('within the limits passes', () => {
    expect(refusal(kernel(), [2 ** 27, 4])).toBeUndefined();
  });

  it.each([
    ['workgroups', 70_000, kernel({ workgroups: [1, 70_000, 1] }), []],
    ['bytes', 2 ** 27 + 4, kernel(), [4, 2 ** 27 + 4]],
    [
      'bindings',
      9,
      kernel({ bindings: Array.from({ length: 9 }, (_, i) => read(`b${i}`, 'array<f32>')) }),
      [],
    ],
    ['threads', 512, kernel({}, '@compute @workgroup_size(64, 8)\nfn main() {}\n'), []],
    [
      'workgroup-bytes',
      16_400,
      kernel(
        {},
        'var<workgroup> a: array<vec4f, 1024>;\nvar<workgroup> b: f32;\n@compute @workgroup_size(64)\nfn main() {}\n',
      ),
      [],
    ],
  ] as const)('with too many %s is refused', (what, needed, k, bound) => {
    const limit = {
      workgroups: 65_535,
      bytes: 2 ** 27,
      bindings: 8,
      threads: 256,
      'workgroup-bytes': 16_384,
    }[what];
    expect(refusal(k, bound)).toEqual({ kind: 'beyond-limits', kernel: 'convolve7', what, needed, limit });
  });

  it('is measured as its WGSL declares it', () => {
    const tile: Tile = { bm: 64, bn: 64, bk: 16, tm: 4, tn: 4 };
    const vectors = (64 * 16) / 4;
    // The tile of A is stored along the depth, its rows padded; that of B across it.
    const bytes = 16 * (vectors + 64 * rowPadding + vectors);
    expect(workgroupOf(gemm(64, 64, 64, tile))).toEqual({
      threads: threadsOf(tile),
      bytes,
    });
  });
});
