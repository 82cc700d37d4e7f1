import { describe, expect, it } from 'vitest';
import { appendStep, emptySeries } from '../../../src/app/state/series.ts';
import type { Series } from '../../../src/storage/runRecord.ts';
import { step } from '../events.ts';

/** A series of one event a step with loss = step. */
function series(steps: number, limit: number): Series {
  let s = emptySeries;
  for (let i = 1; i <= steps; i++)
    s = appendStep(s, step(i, { trainLoss: i }), { step: i - 1, seconds: i / 4 }, limit);
  return s;
}
const weight = (s: Series) => s.points.reduce((sum, p) => sum + p.steps, 0);
const mean = (s: Series) => s.points.reduce((sum, p) => sum + p.steps * p.trainLoss, 0) / weight(s);

describe('appendStep', () => {
  it('keeps every event while there is room', () => {
    expect(series(8, 8).points.map((p) => p.trainLoss)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('merges neighbours when there is none, and doubles what a point stands for', () => {
    const s = series(11, 8);
    expect(s.stride).toBe(2);
    expect(s.points.map((p) => p.trainLoss)).toEqual([1.5, 3.5, 5.5, 7.5, 9.5, 11]);
    expect(s.points.map((p) => p.step)).toEqual([2, 4, 6, 8, 10, 11]);
  });

  it.each([9, 100, 1000, 1023])('loses no step of %i and stays within its bound', (n) => {
    const s = series(n, 8);
    expect(s.points.length).toBeLessThanOrEqual(8);
    expect(weight(s)).toBe(n);
    expect(mean(s)).toBeCloseTo((n + 1) / 2, 9);
  });

  it('weighs events by the steps they are means of', () => {
    let s: Series = { points: [], stride: 2, open: 0 };
    s = appendStep(s, step(1, { trainLoss: 4 }), { step: 0, seconds: 1 });
    s = appendStep(s, step(4, { trainLoss: 0, imagesPerSecond: 90 }), { step: 1, seconds: 7 });
    expect(s.points).toHaveLength(1);
    expect(s.points[0]).toMatchObject({ trainLoss: 1, imagesPerSecond: 80, steps: 4, step: 4, seconds: 7 });
  });

  it('keeps a spike, however many points are merged over it', () => {
    let s = emptySeries;
    for (let i = 1; i <= 5000; i++) {
      s = appendStep(s, step(i, { trainLoss: i === 1234 ? 90 : 1 }), { step: i - 1, seconds: i }, 8);
    }
    expect(Math.max(...s.points.map((p) => p.lossHigh))).toBe(90);
    expect(s.points.every((p) => p.lossLow === 1)).toBe(true);
  });
});
