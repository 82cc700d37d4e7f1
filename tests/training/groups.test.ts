/** Means and deviations over seeds, by numpy's numbers; which runs are one group. */
import { expect, it } from 'vitest';
import { groupsOf, meanAndStd, variedIn } from '../../src/training/groups.ts';
import { defaultConfig } from '../../src/training/settings.ts';

it('takes the deviation of a sample, as numpy does with ddof=1', () => {
  // numpy.mean and numpy.std(x, ddof=1) of [0.6623, 0.6607, 0.6557].
  const { n, mean, std } = meanAndStd([0.6623, 0.6607, 0.6557]);
  expect(n).toBe(3);
  expect(mean).toBeCloseTo(0.6595666666666666, 15);
  expect(std).toBeCloseTo(0.0034428670223134237, 15);
});

it('has no deviation of one value, and no mean of none', () => {
  expect(meanAndStd([0.5])).toEqual({ n: 1, mean: 0.5 });
  expect(meanAndStd([]).mean).toBeNaN();
});

it('groups what differs in the seed alone, in the order of the first', () => {
  const run = (seed: number, learningRate: number) => ({ config: { ...defaultConfig, seed, learningRate } });
  const [a, b, c, d] = [run(1, 0.1), run(1, 0.2), run(2, 0.1), run(2, 0.2)];
  expect(groupsOf([a, b, c, d])).toEqual([
    [a, c],
    [b, d],
  ]);
  expect(variedIn([a, b, c].map(({ config }) => config))).toEqual(['learningRate', 'seed']);
});
