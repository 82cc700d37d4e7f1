/** The mean over areas, held to one that is computed the slow way: by how much every source pixel overlaps every result. */
import { describe, expect, it } from 'vitest';
import { AreaMean } from '../../../src/data/pictureFiles/areaMean.ts';
import { centreSquare } from '../../../src/data/pictureFiles/centreSquare.ts';
import { areaMeanOf } from './areaMeanOf.ts';

const noise = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (Math.imul(i + 1, 2654435761) >>> 13) & 255);

/** In strips of so many rows. */
function meanOf(rgba: Uint8Array, from: number, to: number, rows = from): Uint8Array {
  const mean = new AreaMean(from, to);
  for (let y = 0; y < from; y += rows)
    mean.add(rgba.subarray(4 * from * y, 4 * from * Math.min(from, y + rows)));
  return mean.bytes();
}

describe('a square of noise', () => {
  it.each([
    [1, 32],
    [2, 32],
    [3, 32],
    [31, 32],
    [32, 32],
    [33, 32],
    [45, 32],
    [63, 32],
    [64, 32],
    [100, 32],
    [257, 32],
    [7, 3],
    [5, 1],
  ])('of side %i becomes one of side %i, each pixel the mean of what it covers', (from, to) => {
    const rgba = noise(4 * from * from);
    const [seen, wanted] = [meanOf(rgba, from, to), areaMeanOf(rgba, from, to)];
    expect(seen.length).toBe(3 * to * to);
    // A mean that lies at a half may be rounded either way by the slow one.
    for (const [i, value] of wanted.entries())
      expect(Math.abs((seen[i] as number) - value), `${i}`).toBeLessThanOrEqual(0.5 + 1e-9);
  });

  it('is the same whatever strips it comes in', () => {
    const rgba = noise(4 * 100 * 100);
    for (const rows of [1, 7, 64, 99]) expect(meanOf(rgba, 100, 32, rows)).toEqual(meanOf(rgba, 100, 32));
  });

  it('of the size that is wanted stays as it is', () => {
    const rgba = noise(4 * 32 * 32);
    expect(meanOf(rgba, 32, 32)).toEqual(rgba.filter((_, i) => i % 4 !== 3));
  });

  it('of one colour stays of that colour at every size', () => {
    for (const side of [1, 13, 100, 731])
      expect(new Set(meanOf(new Uint8Array(4 * side * side).fill(201), side, 32))).toEqual(new Set([201]));
  });
});

it('the square lies in the middle, or half a pixel to the left or above', () => {
  expect(centreSquare({ width: 40, height: 30 })).toEqual({ x: 5, y: 0, side: 30 });
  expect(centreSquare({ width: 30, height: 41 })).toEqual({ x: 0, y: 5, side: 30 });
  expect(centreSquare({ width: 9, height: 9 })).toEqual({ x: 0, y: 0, side: 9 });
});
