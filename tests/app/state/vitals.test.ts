import { describe, expect, it } from 'vitest';
import { appendVitals, noGradients } from '../../../src/app/state/vitals.ts';
import type { GradientSeries } from '../../../src/storage/runRecord.ts';
import { vitals } from '../events.ts';

/** A series of `looks` looks, the i-th of which has norm i in the stem. */
const series = (looks: number, limit: number): GradientSeries =>
  Array.from({ length: looks }, (_, i) => vitals(i + 1, i + 1)).reduce(
    (s, event) => appendVitals(s, event, limit),
    noGradients,
  );

describe('appendVitals', () => {
  it('merges neighbours to their mean when there is no room', () => {
    const { points, stride } = series(5, 4);
    expect(stride).toBe(2);
    expect(points.map((p) => [p.step, p.norms.stem, p.looks])).toEqual([
      [2, 1.5, 2],
      [4, 3.5, 2],
      [5, 5, 1],
    ]);
  });

  it.each([7, 100, 1000])('stays within its bound and loses none of %i looks', (looks) => {
    const { points } = series(looks, 6);
    expect(points.length).toBeLessThanOrEqual(6);
    expect(points.reduce((sum, p) => sum + p.looks, 0)).toBe(looks);
    const mean = points.reduce((sum, p) => sum + p.looks * (p.norms.stem ?? 0), 0) / looks;
    expect(mean).toBeCloseTo((looks + 1) / 2, 9);
    expect(points.map((p) => Object.keys(p.norms))).toEqual(
      points.map(() => ['stem', 'layer1', 'classifier']),
    );
  });
});
