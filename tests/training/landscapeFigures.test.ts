import { describe, expect, it } from 'vitest';
import { gridOrder, type LandscapeSize, placeOf, usualPlan } from '../../src/training/landscape.ts';
import { figuresOf } from '../../src/training/landscapeFigures.ts';

/** A landscape by its loss at a place. @param x Where it begins and ends. */
function of(
  loss: (x: number, y: number) => number,
  size: LandscapeSize = 33,
  x: readonly [number, number] = [-1, 1],
) {
  const ground = { plan: { ...usualPlan, size }, x, y: x };
  const losses = Float32Array.from(gridOrder(size), (point) => loss(...placeOf(point, ground)));
  return { ...ground, losses, centre: { loss: loss(0, 0), accuracy: 0.5 } };
}
const bowl = (steep: number) => (x: number, y: number) => 0.3 * Math.exp(steep * (x * x + y * y));

describe('the figures of a landscape', () => {
  it('of a bowl are where its loss has doubled, and one hollow', () => {
    for (const steep of [2, 8]) {
      const figures = figuresOf(of(bowl(steep)));
      expect(figures?.doubled).toBeCloseTo(Math.sqrt(Math.log(2) / steep), 2);
      expect(figures?.hollows).toBe(1);
    }
    // The centre need not lie in the middle of the grid.
    expect(figuresOf(of(bowl(2), 33, [-0.9, 2]))?.doubled).toBeCloseTo(Math.sqrt(Math.log(2) / 2), 2);
  });

  it('are the median of all directions', () => {
    // It rises fast along x, and three times as slowly along y.
    const ridge = figuresOf(of((x, y) => 0.3 * Math.exp(8 * x * x + (8 / 9) * y * y)));
    const [least, most] = [Math.sqrt(Math.log(2) / 8), 3 * Math.sqrt(Math.log(2) / 8)];
    expect(ridge?.doubled).toBeGreaterThan(least);
    expect(ridge?.doubled).toBeLessThan(most);
    // Upwards to one side alone.
    expect(figuresOf(of((x) => Math.exp(4 * x)))?.doubled).toBeUndefined();
    expect(figuresOf(of(() => 2.3))).toEqual({ doubled: undefined, hollows: 0 });
  });

  it('count every hollow, and a loss that is no finite number as high', () => {
    const rugged = (x: number, y: number) => 2 + Math.cos(4 * Math.PI * x) * Math.cos(4 * Math.PI * y);
    // Where both cosines are 1 and −1, which is at odd and even quarters, off the edges.
    expect(figuresOf(of(rugged))?.hollows).toBe(24);
    const broken = figuresOf(of((x, y) => (Math.hypot(x, y) > 0.51 ? Number.NaN : 1)));
    expect(broken?.doubled).toBeCloseTo(0.51, 1);
  });

  it('are there once the grid is whole', () => {
    const whole = of(bowl(2), 9);
    expect(figuresOf({ ...whole, losses: whole.losses.subarray(0, 80) })).toBeUndefined();
    expect(figuresOf(whole)).toBeDefined();
  });
});
