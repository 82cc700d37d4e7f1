/** Which configs lists make of the one that is set, and which lists are refused. */
import { describe, expect, it } from 'vitest';
import { formatSetting, withRecipe, withSetting } from '../../../src/training/config.ts';
import { defaultConfig, type RunConfig, settingKeys } from '../../../src/training/settings.ts';
import { type Axis, sweepPlanOf } from '../../../src/training/sweep/plan.ts';

const base: RunConfig = { ...defaultConfig, epochs: 3 };
const configs = (axes: readonly Axis[], from = base) => {
  const plan = sweepPlanOf(from, axes);
  expect([...plan.wrong], plan.problem?.kind).toEqual([]);
  return plan.configs;
};

describe('lists', () => {
  it('make every combination, the seed fastest, and leave the rest as it is set', () => {
    const runs = configs([
      { key: 'seed', text: '1…2' },
      { key: 'depth', text: '8, 20, 32' },
    ]);
    expect(runs.map(({ blocks, seed }) => `${blocks} ${seed}`)).toEqual([
      '1,1,1 1',
      '1,1,1 2',
      '3,3,3 1',
      '3,3,3 2',
      '5,5,5 1',
      '5,5,5 2',
    ]);
    expect(runs[0]).toEqual({ ...base, blocks: [1, 1, 1], seed: 1 });
    expect(sweepPlanOf(base, [{ key: 'seed', text: '1..5' }]).counts).toEqual([5]);
  });

  it('of none leave one run', () => expect(configs([])).toEqual([base]));

  it('know networks and recipes by name, and layers of the block that a run has', () => {
    const networks = configs([{ key: 'model', text: 'resnet8, resnet50' }]);
    expect(networks.map(({ blocks, block }) => `${block} ${blocks}`)).toEqual([
      'basic 1,1,1',
      'bottleneck 3,4,6,3',
    ]);
    expect(
      configs([
        { key: 'depth', text: '20' },
        { key: 'block', text: 'basic,bottleneck' },
      ]).map(({ blocks }) => blocks),
    ).toEqual([
      [3, 3, 3],
      [2, 2, 2],
    ]);
  });

  it('move defaults that follow a setting, but nothing that is varied itself', () => {
    const alone = configs([{ key: 'optimizer', text: 'sgd,adamw' }]);
    expect(alone.map(({ learningRate }) => learningRate)).toEqual([base.learningRate, 0.002]);
    const both = configs([
      { key: 'learningRate', text: `${base.learningRate},0.01` },
      { key: 'optimizer', text: 'adamw' },
    ]);
    expect(both.map(({ learningRate }) => learningRate)).toEqual([base.learningRate, 0.01]);
    // A recipe fits other epochs, and a list of its own settings stays as it was written.
    const fast = withRecipe({ ...defaultConfig, epochs: 2 }, 'fast');
    const longer = withSetting(fast, 'epochs', 100);
    const keys = settingKeys.filter((key) => key !== 'epochs' && `${fast[key]}` !== `${longer[key]}`);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const runs = configs(
        [
          { key, text: formatSetting(key, fast[key]) },
          { key: 'epochs', text: '2, 100' },
        ],
        fast,
      );
      expect(
        runs.map((config) => config[key]),
        key,
      ).toEqual([fast[key], fast[key]]);
    }
  });

  it.each<[Axis[], string, string]>([
    [[{ key: 'depth', text: '8, 9' }], 'depth', 'depth-of-none'],
    [
      [
        { key: 'depth', text: '8' },
        { key: 'block', text: 'basic,bottleneck' },
      ],
      'depth',
      'depth-of-none',
    ],
    [[{ key: 'seed', text: '1..65' }], 'seed', 'list-too-long'],
    [[{ key: 'seed', text: ' , ' }], 'seed', 'list-empty'],
    [[{ key: 'epochs', text: '3, x' }], 'epochs', 'setting-not-number'],
    [[{ key: 'model', text: 'resnet9' }], 'model', 'setting-not-choice'],
    [[{ key: 'recipe', text: 'slow' }], 'recipe', 'setting-not-choice'],
  ])('%j are refused at their field', (axes, key, kind) => {
    const { configs, wrong } = sweepPlanOf(base, axes);
    expect(configs).toEqual([]);
    expect([...wrong].map(([at, problem]) => [at, problem.kind])).toEqual([[key, kind]]);
  });

  it('that make too many runs together are refused together', () => {
    const { configs, problem } = sweepPlanOf(base, [
      { key: 'seed', text: '1..40' },
      { key: 'learningRate', text: '0.1,0.2' },
    ]);
    expect(configs).toEqual([]);
    expect(problem).toEqual({ kind: 'sweep-too-large', runs: 80, most: 64 });
  });
});
