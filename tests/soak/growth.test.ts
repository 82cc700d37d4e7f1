/** Growth a run, from looks in between. */
import { expect, it } from 'vitest';
import { slopeOf } from './growth.ts';

const looks = (...values: readonly number[]) => values.map((value, i) => ({ runs: 10 * i, value }));

it('is the slope of a line, and 0 of what stays as it is', () => {
  expect(slopeOf(looks(5, 25, 45, 65))).toBe(2);
  expect(slopeOf(looks(7, 7, 7))).toBe(0);
  expect(slopeOf(looks(7))).toBe(0);
});

it('is not bent by one odd look', () => {
  expect(slopeOf(looks(0, 10, 500, 30, 40, 50))).toBeCloseTo(1, 0);
  expect(slopeOf(looks(0, 0, 0, 0, 0, 900))).toBe(0);
});
