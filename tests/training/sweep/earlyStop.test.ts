/** Which runs are behind. */
import { describe, expect, it } from 'vitest';
import { isBehind } from '../../../src/training/sweep/earlyStop.ts';

const curve = (...accuracies: number[]) =>
  accuracies.map((testAccuracy, i) => ({ epoch: i + 1, testAccuracy }));
const finished = [curve(0.3, 0.5, 0.7), curve(0.2, 0.4, 0.6), curve(0.1, 0.6, 0.5)];
const rule = { behindMedian: true, grace: 1 };

describe('a run', () => {
  it.each([
    ['below the median of the second epoch, 0.5', curve(0.1, 0.49), true],
    ['at the median', curve(0.1, 0.5), false],
    ['whose best was better', curve(0.55, 0.1), false],
    ['of which nothing is known yet', curve(), false],
    ['whose accuracy is no number', curve(Number.NaN, Number.NaN), false],
    ['beyond what the others had', curve(0.1, 0.1, 0.1, 0.1), false],
  ])('%s', (_, run, behind) => {
    expect(isBehind(rule, run, finished)).toBe(behind);
  });

  it('is not judged within its grace, without the rule, nor by fewer than three', () => {
    const run = curve(0.1, 0.1);
    expect(isBehind({ ...rule, grace: 2 }, run, finished)).toBe(true);
    expect(isBehind({ ...rule, grace: 3 }, run, finished)).toBe(false);
    expect(isBehind({ ...rule, behindMedian: false }, run, finished)).toBe(false);
    expect(isBehind(rule, run, finished.slice(1))).toBe(false);
    expect(isBehind(rule, run, [...finished.slice(1), curve(0.9)])).toBe(false);
  });

  it('is compared with the mean of the middle two of an even number', () => {
    expect(isBehind(rule, curve(0.1, 0.5), [...finished, curve(0.9, 0.9)])).toBe(true);
    expect(isBehind(rule, curve(0.1, 0.55), [...finished, curve(0.9, 0.9)])).toBe(false);
  });
});
