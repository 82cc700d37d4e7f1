/** Smoothing of curves. Pure. */
import type { Point } from './samples.ts';

/**
 * The exponential moving average of a curve, without the pull of a start at zero: m ← m + (y − m)(1 − s) / (1 − sⁿ) for
 * the n-th point, the mean of all points so far with weights s⁰, s¹, s² … from the latest back. A constant stays exactly that.
 * @param strength 0 (as it is) … below 1.
 */
export function smoothed(points: readonly Point[], strength: number): readonly Point[] {
  if (strength <= 0 || points.length <= 2) return points;
  let mean = 0;
  let rest = 1;
  return points.map(({ x, y }) => {
    rest *= strength;
    mean += ((y - mean) * (1 - strength)) / (1 - rest);
    return { x, y: mean };
  });
}
