/** The named recipes, on the command line, in the address and in a config. */
import { describe, expect, it } from 'vitest';
import { readOptions } from '../../src/cli/options.ts';
import { usageOf } from '../../src/cli/usage.ts';
import {
  configFrom,
  configFromQuery,
  configToQuery,
  withRecipe,
  withSetting,
} from '../../src/training/config.ts';
import { recipeKeys, recipeNames, recipeOf, recipeSettings } from '../../src/training/recipes.ts';
import { learningRateAt } from '../../src/training/schedule.ts';
import { withoutEffectBy } from '../../src/training/settingRules.ts';
import { defaultConfig, type RunConfig, settingKeys, settings } from '../../src/training/settings.ts';
import { stepsPerEpoch } from '../../src/training/stepPlan.ts';

describe.each(recipeNames)('%s', (name) => {
  it('sets all that a recipe decides, within the table, and is told by it', () => {
    for (const epochs of [1, 2, 5, 10, 100]) {
      const own = recipeSettings(name, { epochs });
      expect(
        Object.keys(own)
          .filter((key) => key !== 'epochs')
          .sort(),
      ).toEqual([...recipeKeys].sort());
      const config = withRecipe({ ...defaultConfig, epochs, seed: 7, labelSmoothing: 0.3 }, name);
      expect(recipeOf(config)).toBe(name);
      expect(config.seed).toBe(7);
      expect(recipeOf({ ...config, momentum: 0.123 })).toBeUndefined();
    }
  });

  it('goes through an address and back, with single parts changed too', () => {
    const changes: Partial<RunConfig>[] = [
      {},
      { seed: 3 },
      { epochs: 2 },
      { learningRate: 0.03 },
      { blocks: [1, 1, 1] },
      { optimizer: 'adamw', learningRate: 0.002 },
    ];
    for (const change of changes) {
      const config = { ...withRecipe({ ...defaultConfig, ...change }, name), ...change };
      const query = configToQuery(config);
      expect(configFromQuery(Object.entries(query))).toEqual({ config, problems: [] });
      if (recipeOf(config) !== recipeOf(defaultConfig)) expect(query.recipe).toBe(recipeOf(config));
    }
  });

  it('is taken from the command line, with single parts changed', () => {
    const table = { command: 'train', settings: settingKeys, extras: {} } as const;
    const read = (line: string) => readOptions(table, line.split(' '));
    const { config, given } = read(`--recipe ${name} --epochs 5 --seed 2`);
    expect(config).toEqual({ ...withRecipe({ ...defaultConfig, epochs: 5 }, name), epochs: 5, seed: 2 });
    expect([...given].sort()).toEqual(['epochs', 'recipe', 'seed']);
    expect(read(`--recipe ${name} --optimizer adamw`).config.learningRate).toBe(0.002);
    expect(read(`--recipe ${name} --momentum 0.5`).config).toEqual({
      ...withRecipe(defaultConfig, name),
      momentum: 0.5,
    });
    expect(usageOf(table, 'trains')).toContain(`${name}: `);
  });
});

it('refuses a name that there is not, and is not offered by commands that do not train', () => {
  expect(() => configFrom({ recipe: 'slow' })).toThrow('standard, fast, paper or note');
  const table = { command: 'summary', settings: ['blocks', 'width'], extras: {} } as const;
  expect(() => readOptions(table, ['--recipe', 'fast'])).toThrow('no option --recipe');
});

it('fits other epochs as they are chosen', () => {
  const short = withRecipe({ ...defaultConfig, epochs: 2 }, 'fast');
  const long = withSetting(short, 'epochs', 20);
  expect(long).toEqual(withRecipe({ ...defaultConfig, epochs: 20 }, 'fast'));
  expect(withSetting(withRecipe(defaultConfig, 'paper'), 'epochs', 5).epochs).toBe(5);
});

it('drops the rate of the paper at its steps', () => {
  const config = withRecipe(defaultConfig, 'paper');
  const total = config.epochs * stepsPerEpoch(config);
  expect(total).toBeGreaterThan(64_000);
  expect(total).toBeLessThan(64_000 * 1.005);
  const at = (step: number) => learningRateAt(config, step, total);
  expect([at(31_900), at(32_100), at(47_900), at(48_200)].map((rate) => Number(rate.toFixed(6)))).toEqual([
    0.1, 0.01, 0.01, 0.001,
  ]);
});

describe('settings of recipes', () => {
  it('leave every run as it was by default', () => {
    const { zeroInit, ema, stochasticDepth, mirrorTest } = defaultConfig;
    expect({ zeroInit, ema, stochasticDepth, mirrorTest }).toEqual({
      zeroInit: false,
      ema: 0,
      stochasticDepth: 0,
      mirrorTest: false,
    });
  });

  it('have no effect on a plain network where they are about shortcuts', () => {
    const plain = { ...defaultConfig, shortcut: 'none' } as const;
    for (const key of ['zeroInit', 'stochasticDepth'] as const) {
      expect(withoutEffectBy(key, plain)).toBeDefined();
      expect(withoutEffectBy(key, defaultConfig)).toBeUndefined();
      expect(settings[key].group).toBe('model');
    }
  });
});
