/** Which branches stochastic depth leaves out. */
import { expect, it } from 'vitest';
import { branchFactors } from '../../src/data/draws.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const config = { ...defaultConfig, blocks: [2, 2], stochasticDepth: 0.5 };

it('leaves later blocks out more often, by the linear rule, and keeps the mean', () => {
  const drawn = Array.from({ length: 3000 }, (_, step) => branchFactors(config, step % 7, step) ?? []);
  for (const block of [0, 1, 2, 3]) {
    const factors = drawn.map((step) => step[block] ?? Number.NaN);
    const chance = ((block + 1) / 4) * 0.5;
    expect(factors.filter((f) => f === 0).length / factors.length).toBeCloseTo(chance, 1);
    expect(factors.reduce((sum, f) => sum + f, 0) / factors.length).toBeCloseTo(1, 1);
    expect(new Set(factors)).toEqual(new Set([0, Math.fround(1 / (1 - chance))]));
  }
});

it('is a matter of seed, epoch and step alone', () => {
  expect(branchFactors(config, 1, 5)).toEqual(branchFactors({ ...config }, 1, 5));
  const all = [0, 1, 2, 3].flatMap((epoch) =>
    Array.from({ length: 10 }, (_, i) => branchFactors(config, epoch, i)),
  );
  expect(new Set(all.map(String)).size).toBeGreaterThan(6);
  expect(
    Array.from({ length: 10 }, (_, i) => String(branchFactors({ ...config, seed: 2 }, 0, i))),
  ).not.toEqual(all.slice(0, 10).map(String));
});

it('leaves nothing out where it is off, or where there is no shortcut', () => {
  expect(branchFactors({ ...config, stochasticDepth: 0 }, 0, 0)).toBeUndefined();
  expect(branchFactors({ ...config, shortcut: 'none' }, 0, 0)).toBeUndefined();
});
