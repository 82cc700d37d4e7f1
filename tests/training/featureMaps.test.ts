/** Channels, spreads and Grad-CAM of feature maps, against plain computations at odd shapes. */
import { describe, expect, it } from 'vitest';
import {
  channelOf,
  gradCam,
  mapOf,
  normOf,
  rangeOf,
  spreads,
  tellingChannel,
} from '../../src/training/featureMaps.ts';
import type { TappedMaps } from '../../src/training/taps.ts';

const shape = { height: 3, width: 5, channels: 7 };
const noise = (seed: number) => (i: number) =>
  ((Math.sin((i + 1) * 12.9898 + seed) * 43758.5453) % 1) as number;
const maps = (seed: number, pictures = 2): TappedMaps => ({
  ...shape,
  values: Float32Array.from({ length: pictures * 3 * 5 * 7 }, (_, i) => noise(seed)(i)),
});
const at = (m: TappedMaps, n: number, y: number, x: number, c: number): number =>
  m.values[((n * shape.height + y) * shape.width + x) * shape.channels + c]!;
const everyPixel = Array.from({ length: 15 }, (_, i) => [Math.floor(i / 5), i % 5] as const);

describe('the feature map of one picture', () => {
  it('is that of the picture with this number, channel by channel', () => {
    const all = maps(1);
    for (const n of [0, 1]) {
      const plane = channelOf(mapOf(all, n), 4);
      expect([plane.height, plane.width]).toEqual([3, 5]);
      expect([...plane.values]).toEqual(everyPixel.map(([y, x]) => at(all, n, y, x, 4)));
    }
  });

  it('spreads as the standard deviation of each channel over the pixels', () => {
    const all = maps(2);
    const found = spreads(mapOf(all, 1));
    for (let c = 0; c < shape.channels; c++) {
      const values = everyPixel.map(([y, x]) => at(all, 1, y, x, c));
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
      expect(found[c]).toBeCloseTo(Math.sqrt(variance), 12);
    }
  });

  it('has its range without what is no number, and its norm', () => {
    expect(rangeOf(Float32Array.of(2, Number.NaN, -3))).toEqual([-3, 2]);
    expect(rangeOf(Float32Array.of(Number.NaN))).toEqual([0, 0]);
    expect(normOf(Float32Array.of(3, -4))).toBe(5);
  });
});

describe('the channel that is shown of a block', () => {
  it('is the one with the largest spread, and does not jump while it still shows much', () => {
    expect(tellingChannel(Float64Array.of(1, 3, 2), undefined)).toBe(1);
    expect(tellingChannel(Float64Array.of(1, 3, 2), 2)).toBe(2);
    expect(tellingChannel(Float64Array.of(1, 3, 2), 0)).toBe(1);
  });

  it('is one that exists where nothing spreads, and where the network has fewer channels now', () => {
    expect(tellingChannel(Float64Array.of(0, 0), 1)).toBe(0);
    expect(tellingChannel(Float64Array.of(1, 2), 40)).toBe(1);
  });
});

describe('Grad-CAM', () => {
  it('is the ReLU of the sum of channels, each weighted by its mean gradient', () => {
    const output = maps(3);
    const gradient = maps(4);
    for (const n of [0, 1]) {
      const { height, width, values } = gradCam(mapOf(output, n), mapOf(gradient, n));
      expect([height, width]).toEqual([3, 5]);
      const expected = everyPixel.map(([y, x]) => {
        let sum = 0;
        for (let c = 0; c < shape.channels; c++) {
          let alpha = 0;
          for (const [v, u] of everyPixel) alpha += at(gradient, n, v, u, c);
          sum += (alpha / 15) * at(output, n, y, x, c);
        }
        return Math.max(0, sum);
      });
      expect(values.some((v) => v === 0) && values.some((v) => v > 0)).toBe(true);
      for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 6);
    }
  });
});
