/** Differences between groups of runs: scipy's numbers, and no difference where there is none. */
import { describe, expect, it } from 'vitest';
import { tQuantile } from '../../src/base/studentT.ts';
import { differenceOf, verdictsOf } from '../../src/training/verdict.ts';
import { type Draw, randomNumbers } from '../nn/numbers.ts';

/** Normal, of two numbers that are spread evenly over −1…1 (Box and Muller). */
const normal = (draw: Draw): number =>
  Math.sqrt(-2 * Math.log((1 - draw()) / 2)) * Math.cos(Math.PI * draw());

it.each([
  // scipy.stats.t.ppf(1 - chance / 2, df)
  [0.05, 1, 12.706204736174698],
  [0.05, 2, 4.302652729749462],
  [0.05, 2.5, 3.5746548420036817],
  [0.05, 10, 2.2281388519862744],
  [0.05, 1000, 1.9623390808264078],
  [0.01, 4, 4.604094871349993],
  [0.05 / 6, 7, 3.6358074219539374],
])('|t| exceeds with chance %f at %f degrees of freedom %f', (chance, df, t) => {
  expect(tQuantile(chance, df) / t).toBeCloseTo(1, 6);
});

describe('a difference', () => {
  it("has Welch's interval", () => {
    // scipy.stats.ttest_ind([0.868, 0.871, 0.869], [0.862, 0.860, 0.866], equal_var=False).confidence_interval(0.95)
    const found = differenceOf([0.868, 0.871, 0.869], [0.862, 0.86, 0.866]);
    expect(found).toMatchObject({ n: [3, 3], real: true });
    expect(found?.low).toBeCloseTo(0.0003191890779612426, 8);
    expect(found?.high).toBeCloseTo(0.013014144255371733, 8);
  });

  it('that is planted is found, and none is where two groups differ by their seeds alone', () => {
    const draw = randomNumbers(11);
    const group = (mean: number, n: number) => Array.from({ length: n }, () => mean + 0.004 * normal(draw));
    const draws = Array.from({ length: 20 }, () => differenceOf(group(0.8, 5), group(0.8, 5)));
    expect(draws.filter((found) => found?.real === false).length).toBeGreaterThanOrEqual(19);
    const planted = Array.from({ length: 20 }, () => differenceOf(group(0.83, 5), group(0.8, 5)));
    expect(planted.filter((found) => found?.real).length).toBe(20);
  });

  it('is called real in the share of draws that it says, where there is none', () => {
    const draw = randomNumbers(12);
    const group = () => Array.from({ length: 3 }, () => normal(draw));
    const alarms = Array.from({ length: 500 }, () => differenceOf(group(), group())).filter((d) => d?.real);
    // Welch's test stays below its 5 % for so few.
    expect(alarms.length / 500).toBeLessThan(0.06);
    expect(alarms.length / 500).toBeGreaterThan(0.015);
  });

  it('is called real of the best of six in as few tables, where none is better', () => {
    const draw = randomNumbers(21);
    const table = () =>
      verdictsOf(
        Array.from({ length: 6 }, (_, i) => ({
          name: String(i),
          accuracies: Array.from({ length: 10 }, () => normal(draw)),
        })),
      );
    const alarms = Array.from({ length: 300 }, table).filter((all) =>
      all.some((one) => one.difference?.real),
    );
    // Widened for the five comparisons that are told, and not for the choice of the best, one table in ten would be wrong.
    expect(alarms.length / 300).toBeLessThan(0.06);
  });

  it('grows wider the more are told together', () => {
    const groups = [
      [0.868, 0.871, 0.869],
      [0.862, 0.86, 0.866],
    ] as const;
    expect(differenceOf(...groups, 6)!.high).toBeGreaterThan(differenceOf(...groups)!.high);
  });

  it('cannot be told of single runs, nor of runs that all came to the same', () => {
    expect(differenceOf([0.8], [0.7, 0.71])).toBeUndefined();
    expect(differenceOf([0.8, 0.8], [0.7, 0.7])).toBeUndefined();
    // Whose means are a rounding error away from them.
    expect(differenceOf([0.1, 0.1, 0.1], [0.7, 0.7, 0.7])).toBeUndefined();
  });
});
