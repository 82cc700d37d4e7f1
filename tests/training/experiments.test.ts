/** The ready experiments: every run is one that could be set by hand, and runs of one differ in nothing but arm and seed. */
import { describe, expect, it } from 'vitest';
import { configDiff, configFromValues } from '../../src/training/config.ts';
import { armKeys, experimentOf, experiments, runsOf, sizes } from '../../src/training/experiments.ts';
import { variedIn } from '../../src/training/groups.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const seeds = [1, 2, 3];

describe.each(experiments.map((experiment) => [experiment.id, experiment] as const))(
  '%s',
  (id, experiment) => {
    it.each(sizes.map((size, i) => [i, size] as const))('is of valid configs at size %i', (_, size) => {
      const configs = runsOf(experiment, size, seeds, defaultConfig);
      for (const config of configs) expect(configDiff(configFromValues(config), config)).toEqual([]);
      expect(configs.length).toBeLessThanOrEqual(64);
      expect(new Set(variedIn(configs))).toEqual(new Set([...armKeys(experiment), 'seed']));
    });

    it('has arms that set the same settings, each another value, and a story about arms that it has', () => {
      const names = experiment.arms.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      for (const { sets } of experiment.arms) expect(Object.keys(sets)).toEqual(armKeys(experiment));
      const configs = experiment.arms.map(({ sets }) => JSON.stringify(sets));
      expect(new Set(configs).size).toBe(configs.length);
      const { story } = experiment;
      if (story.kind === 'better') expect(names).toEqual(expect.arrayContaining([story.arm, story.than]));
      expect(sizes[experiment.least]).toBeDefined();
      expect(experimentOf(id)).toBe(experiment);
    });
  },
);

it('trains all arms with one seed before the next, on the engine that is set', () => {
  const [experiment] = experiments;
  const [size] = sizes;
  if (!experiment || !size) throw new Error('There are none.');
  const configs = runsOf(experiment, size, [1, 2], { ...defaultConfig, engine: 'stock' });
  expect(configs.map(({ seed, shortcut }) => `${seed} ${shortcut}`)).toEqual([
    '1 identity',
    '1 none',
    '2 identity',
    '2 none',
  ]);
  expect(configs.every(({ engine }) => engine === 'stock')).toBe(true);
});
