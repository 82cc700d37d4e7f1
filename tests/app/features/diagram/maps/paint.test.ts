/** Feature maps as colours. */
import { describe, expect, it } from 'vitest';
import {
  filterTile,
  paint,
  painted,
  pictureBytes,
  scaleOf,
  veil,
} from '../../../../../src/app/features/diagram/maps/paint.ts';
import { signedBytes } from '../../../../../src/app/ui/signedColour.ts';
import { heatBytes } from '../../../../../src/base/heatColour.ts';

const plane = (values: readonly number[], width = values.length) => ({
  height: values.length / width,
  width,
  values: Float32Array.from(values),
});
const rgbOf = (image: Uint8ClampedArray, i: number) => [...image.subarray(4 * i, 4 * i + 3)];

describe('a feature map as colours', () => {
  it('has zero in the middle where numbers have either sign, else at the dark end', () => {
    const signed = painted(plane([-2, 0, 2]), { kind: 'signed', most: 2 }, false);
    expect([0, 2].map((i) => rgbOf(signed, i))).toEqual([signedBytes(-1, false), signedBytes(1, false)]);
    const [red, green, blue] = rgbOf(signed, 1) as [number, number, number];
    expect(Math.min(red, green, blue)).toBeGreaterThan(235);
    const heat = painted(plane([0, 5]), { kind: 'heat', most: 5 }, false);
    expect([0, 1].map((i) => rgbOf(heat, i))).toEqual([heatBytes(0), heatBytes(1)]);
  });

  it('shows all as zero on a scale without width, and what is no number too', () => {
    const nothing = painted(plane([3, -3]), { kind: 'heat', most: 0 }, false);
    expect(rgbOf(nothing, 0)).toEqual(heatBytes(0));
    expect(rgbOf(nothing, 1)).toEqual(heatBytes(0));
    expect(rgbOf(painted(plane([Number.NaN]), { kind: 'heat', most: 1 }, false), 0)).toEqual(heatBytes(0));
  });

  it('goes to its place in a larger image', () => {
    const image = new Uint8ClampedArray(4 * 12);
    paint(plane([1, 1], 1), { kind: 'heat', most: 1 }, false, { image, width: 4, x: 3, y: 1 });
    const drawn = Array.from({ length: 12 }, (_, i) => i).filter((i) => image[4 * i + 3] === 255);
    expect(drawn).toEqual([7, 11]);
  });

  it('has one scale for some, as wide as the widest, with a sign where one needs it', () => {
    const a = Float32Array.of(1, 3);
    const b = Float32Array.of(-5, 0);
    expect(scaleOf([a])).toEqual({ kind: 'heat', most: 3 });
    expect(scaleOf([a, b])).toEqual({ kind: 'signed', most: 5 });
    expect(scaleOf([a], 'signed')).toEqual({ kind: 'signed', most: 3 });
  });

  it('lies over a picture the thicker, the more of it there is', () => {
    const alphas = [3, 7, 11].map((i) => veil(plane([0, 1, 2]))[i]!);
    expect(alphas[0]).toBe(0);
    expect(alphas[1]).toBeCloseTo(102, -0.5);
    expect(alphas[2]).toBeLessThan(255);
    expect(alphas[2]).toBeGreaterThan(alphas[1]!);
  });

  it('shows a filter of the stem in the colours that it looks for, with grey for zero', () => {
    const data = new Float32Array(2 * 3 * 2);
    // The second filter: red at the first pixel, less blue at the second.
    data[6] = 2;
    data[11] = -2;
    const filters = { shape: [2, 3, 1, 2], data } as const;
    const tile = filterTile(filters, 1, 2);
    expect([rgbOf(tile, 0), rgbOf(tile, 1)]).toEqual([
      [255, 128, 128],
      [128, 128, 0],
    ]);
    expect(rgbOf(filterTile(filters, 0, 0), 0)).toEqual([128, 128, 128]);
  });

  it('gives the picture back that was normalised for the stem', () => {
    const facts = { mean: [0.5, 0.4, 0.3], std: [0.25, 0.2, 0.3] };
    const bytes = Uint8Array.of(0, 17, 255, 128, 99, 3);
    const normalised = Float32Array.from(
      bytes,
      (byte, i) => (byte / 255 - facts.mean[i % 3]!) / facts.std[i % 3]!,
    );
    expect(pictureBytes(normalised, facts)).toEqual(bytes);
  });
});
