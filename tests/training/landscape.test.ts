import { describe, expect, it } from 'vitest';
import {
  filled,
  gridOrder,
  landscapeSizes,
  levelCounts,
  placeOf,
  strides,
  usualPlan,
} from '../../src/training/landscape.ts';

describe('the order of a grid', () => {
  it.each(landscapeSizes)('has every point of %d by %0d once, each level whole before the next', (size) => {
    const order = gridOrder(size);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: size * size }, (_, i) => i));
    for (const [level, count] of levelCounts(size).entries()) {
      const stride = strides(size)[level]!;
      const inLevel = (point: number) =>
        (point % size) % stride === 0 && Math.floor(point / size) % stride === 0;
      expect([...order.subarray(0, count)].every(inLevel)).toBe(true);
      expect([...order.subarray(count)].some(inLevel)).toBe(false);
    }
  });

  it('begins with 9 points, among them corners and centre', () => {
    const size = 17;
    expect(levelCounts(size)).toEqual([9, 25, 81, 289]);
    const first = [...gridOrder(size).subarray(0, 9)];
    expect(first).toEqual(expect.arrayContaining([0, 16, 16 * 17, 288, 8 * 17 + 8]));
  });
});

describe('the place of a point', () => {
  const ground = { plan: { ...usualPlan, size: 9 as const }, x: [-1, 3] as const, y: [-2, 2] as const };
  it('grows with column and row', () => {
    expect(placeOf(0, ground)).toEqual([-1, -2]);
    expect(placeOf(8, ground)).toEqual([3, -2]);
    expect(placeOf(9 * 4 + 2, ground)).toEqual([0, 0]);
    expect(placeOf(80, ground)).toEqual([3, 2]);
  });
});

describe('what fills a grid', () => {
  const size = 9;
  /** A plane: whatever is a mean of neighbours lies in it too. */
  const plane = (point: number) => 3 * (point % size) - 2 * Math.floor(point / size) + 1;
  const values = Array.from(gridOrder(size), plane);

  it('is nothing before the coarsest level is whole', () => {
    expect(filled(values.slice(0, 8), size)).toBeUndefined();
  });

  it.each([9, 10, 25, 60, 81])('meets a plane of which %d points are known', (known) => {
    const grid = filled(values.slice(0, known), size)!;
    grid.forEach((value, point) => {
      expect(value).toBeCloseTo(plane(point), 10);
    });
  });

  it('keeps what is known', () => {
    const rough = Array.from(gridOrder(size), (point) => (point * 7919) % 31);
    const order = gridOrder(size);
    const grid = filled(rough.slice(0, 50), size)!;
    for (let i = 0; i < 50; i++) expect(grid[order[i]!]).toBe(rough[i]);
    expect([...grid].every(Number.isFinite)).toBe(true);
  });
});
