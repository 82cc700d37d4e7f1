/** Which tiles are offered for which shape: within the limits, not wasteful, and enough workgroups by default. */
import { describe, expect, it } from 'vitest';
import type { ConvShape } from '../../src/webgpu/kernels/convShape.ts';
import {
  candidates,
  defaultSplits,
  defaultTile,
  filterCandidates,
  mostPartialElements,
  workgroupsOf,
} from '../../src/webgpu/kernels/tiled/choice.ts';
import { tiledConvForward } from '../../src/webgpu/kernels/tiled/forward.ts';
import {
  depthStep,
  fits,
  guaranteedLimits,
  sharedBytesOf,
  type Tile,
  threadsOf,
} from '../../src/webgpu/kernels/tiled/tile.ts';
import type { DeviceTraits } from '../../src/webgpu/traits.ts';
import { variantsOf } from '../../src/webgpu/variants.ts';
import { randomNumbers } from '../nn/numbers.ts';
import { describeShape, randomShape, shapeOf } from './convReference.ts';

const passes = ['forward', 'inputGradient', 'filterGradient'] as const;
const draw = randomNumbers(5);
const shapes: ConvShape[] = [
  shapeOf(128, [32, 32], 3, 16, 3, 1),
  shapeOf(128, [32, 32], 16, 16, 3, 1),
  shapeOf(128, [32, 32], 16, 32, 1, 2),
  shapeOf(128, [8, 8], 64, 64, 3, 1),
  shapeOf(128, [4, 4], 512, 512, 3, 1),
  shapeOf(64, [224, 224], 3, 64, 7, 2),
  ...Array.from({ length: 40 }, () => randomShape(draw)),
];

describe.each(shapes.map((s) => [describeShape(s), s] as const))('%s', (_, s) => {
  it.each(passes)('has one to six different tiles within the limits for %s', (pass) => {
    const offered = candidates(s, pass);
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.length).toBeLessThanOrEqual(6);
    expect(new Set(offered).size).toBe(offered.length);
    expect(offered[0]).toBe(defaultTile(s, pass));
    for (const tile of offered) {
      expect(threadsOf(tile)).toBeLessThanOrEqual(256);
      expect(sharedBytesOf(tile)).toBeLessThanOrEqual(16_384);
    }
  });

  it.each(passes)('offers the default of %s with its loads ahead too, second or third', (pass) => {
    const tiles = pass === 'filterGradient' ? filterCandidates(s).map((c) => c.tile) : candidates(s, pass);
    const at = tiles.findIndex((t) => t.ahead);
    expect([1, 2]).toContain(at);
    expect(tiles[at]).toEqual({ ...defaultTile(s, pass), ahead: true });
  });

  it('offers slices around the default, whose partial sums stay within 8 MB unless accuracy wants more', () => {
    const offered = filterCandidates(s);
    const [first] = offered;
    expect(first).toEqual({
      tile: defaultTile(s, 'filterGradient'),
      splits: defaultSplits(s, defaultTile(s, 'filterGradient')),
    });
    expect(offered.length).toBeLessThanOrEqual(9);
    expect(new Set(offered.map((o) => JSON.stringify(o))).size).toBe(offered.length);
    const pixels = s.batch * s.outHeight * s.outWidth;
    const filter = s.kernel ** 2 * s.inChannels * s.outChannels;
    for (const { splits } of offered) {
      expect(splits).toBeLessThanOrEqual(pixels);
      const needed = Math.ceil(pixels / 8192);
      expect(splits === 1 || splits === needed || 4 * splits * filter <= 2 ** 23).toBe(true);
    }
  });

  it('sums at most 8,192 pixels a slice and has no slice without pixels', () => {
    const pixels = s.batch * s.outHeight * s.outWidth;
    const splits = defaultSplits(s, defaultTile(s, 'filterGradient'));
    expect(pixels / splits).toBeLessThanOrEqual(8192);
    expect(splits).toBeLessThanOrEqual(pixels);
  });
});

describe('the tiles of known layers', () => {
  const tile = (s: ConvShape, pass: (typeof passes)[number]): string => {
    const { bm, bn } = defaultTile(s, pass);
    return `${bm}x${bn}`;
  };

  it('are 16 wide for 16 channels, and large where the grid is', () => {
    expect(defaultTile(shapeOf(128, [32, 32], 16, 16, 3, 1), 'forward').bn).toBe(16);
    expect(tile(shapeOf(128, [32, 32], 64, 64, 3, 1), 'forward')).toBe('64x64');
    expect(tile(shapeOf(128, [8, 8], 64, 64, 3, 1), 'forward')).toBe('32x64');
  });

  it.each([
    ['the first layer', shapeOf(128, [32, 32], 3, 16, 3, 1), 32_768],
    ['16 channels', shapeOf(128, [32, 32], 16, 16, 3, 1), 65_536],
    ['64 channels', shapeOf(128, [32, 32], 64, 64, 3, 1), 64_512],
    ['a shortcut', shapeOf(128, [16, 16], 16, 32, 1, 1), 16_384],
  ])('give the filter gradient of %s enough threads by slices', (_, s, threads) => {
    const t = defaultTile(s, 'filterGradient');
    const all = workgroupsOf(s, 'filterGradient', t) * threadsOf(t) * defaultSplits(s, t);
    expect(all).toBeGreaterThanOrEqual(threads);
    // More of them, as far as there is memory for their sums, and fewer are for the tuner to try.
    const counts = filterCandidates(s).map(({ splits }) => splits);
    const held = Math.floor(mostPartialElements / (s.kernel ** 2 * s.inChannels * s.outChannels));
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(Math.min(1.8 * defaultSplits(s, t), held));
    expect(Math.min(...counts)).toBeLessThanOrEqual(defaultSplits(s, t) / 1.8);
  });

  it('are small and rolled where compiling is slow', () => {
    const limits = { ...guaranteedLimits, key: 'mesa llvmpipe' };
    for (const tile of candidates(shapeOf(8, [32, 32], 64, 64, 3, 1), 'forward', limits)) {
      expect(tile).toMatchObject({ tm: 4, tn: 4, rolled: true });
      expect(tile.ahead).toBeUndefined();
    }
  });
});

describe('a tile', () => {
  const wide: Tile = { bm: 128, bn: 128, bk: 16, tm: 8, tn: 8 };

  it('that needs more than the device has does not fit', () => {
    expect(fits(wide, guaranteedLimits)).toBe(false);
    expect(fits(wide, { ...guaranteedLimits, maxWorkgroupBytes: 32_768 })).toBe(true);
    expect(fits({ ...wide, tm: 4 }, { ...guaranteedLimits, maxWorkgroupBytes: 32_768 })).toBe(false);
  });

  it('that does not divide is refused in a sentence', () => {
    const s = shapeOf(1, [8, 8], 16, 16, 3, 1);
    expect(() => tiledConvForward(s, { bm: 30, bn: 16, bk: 16, tm: 4, tn: 4 })).toThrow(
      'The tile 30x16x16_4x4 does not divide',
    );
  });

  it('walks the depth in steps that pad little', () => {
    expect([3, 9, 16, 36, 48, 60, 192].map((depth) => depthStep(depth, 16))).toEqual([
      4, 12, 16, 12, 16, 16, 16,
    ]);
  });
});

describe('the variants for wide subgroups', () => {
  const device = (subgroupSize: number): DeviceTraits => ({
    ...guaranteedLimits,
    subgroupSize,
    reductionLanes: 256,
    passThreads: 65_536,
    fusedReductions: true,
    timestamps: true,
    maxBindingBytes: 2 ** 27,
    maxBufferBytes: 2 ** 28,
    maxWorkgroupsPerDimension: 65_535,
    maxBindings: 8,
  });

  it.each([16, 32, 64, 0])('leave no lanes idle, with subgroups of %d', (lanes) => {
    for (const pass of ['forward', 'inputGradient'] as const) {
      const variants = variantsOf(shapeOf(128, [32, 32], 64, 64, 3, 1), pass, device(lanes));
      const direct = variants.filter((v) => v.family === 'direct');
      expect(direct.length).toBeGreaterThan(0);
      for (const { tiling } of direct) expect(tiling.threads).toBeGreaterThanOrEqual(Math.max(lanes, 32));
    }
  });

  it('begin with the best of either family', () => {
    const variants = variantsOf(shapeOf(128, [32, 32], 64, 64, 3, 1), 'forward', device(32));
    expect(variants[0]?.family).toBe('tiled');
    expect(variants.slice(0, 6).some((v) => v.family === 'direct')).toBe(true);
  });
});
