/**
 * The runs of a sweep: every combination of lists of values, each with a config of its own. The command line and the page make theirs here.
 * Pure.
 */
import { isPresetName, presetNames, presets } from '../../model/presets.ts';
import { type BlockKind, convsPerBlock } from '../../model/spec.ts';
import { type Problem, problemOf } from '../../problems/index.ts';
import type { SettingName } from '../../problems/settings.ts';
import { SweepError, type SweepProblem } from '../../problems/sweep.ts';
import { parseSetting, SettingError, withRecipe, withSetting } from '../config.ts';
import { isRecipeName, recipeNames } from '../recipes.ts';
import { type RunConfig, type SettingKey, settingKeys, settings, type TogetherKey } from '../settings.ts';
import { mostRuns, valuesOf } from './lists.ts';

/** What may be varied: a setting, several that have one name, or the layers of a thin network. */
export type AxisKey = SettingKey | TogetherKey | 'depth';

/** Layers of a network of three equal stages: 6n + 2 with basic blocks, 9n + 2 with bottlenecks (He et al. 2015 and 2016). */
export function blocksOfDepth(
  depth: string,
  block: BlockKind,
  setting: SettingName,
  other: SettingName,
): number[] {
  const layers = 3 * convsPerBlock(block);
  const n = (Number(depth) - 2) / layers;
  if (Number.isInteger(n) && n >= 1) return [n, n, n];
  const [small, larger] = [layers + 2, 3 * layers + 2];
  throw new SweepError({ kind: 'depth-of-none', setting, layers, small, larger, text: depth, other });
}

/** A list that is varied, with its values as texts. */
export interface Values<K extends string, V> {
  readonly key: K;
  readonly values: readonly V[];
}

/**
 * Every combination, in this order: the last list changes fastest, but the seed faster than all, so that groups end one after another.
 * @throws SweepError where they are too many.
 */
export function combinations<K extends string, V>(
  lists: readonly Values<K, V>[],
): (readonly (readonly [K, V])[])[] {
  const ordered = [
    ...lists.filter(({ key }) => key !== 'seed'),
    ...lists.filter(({ key }) => key === 'seed'),
  ];
  const runs = ordered.reduce((product, { values }) => product * values.length, 1);
  if (runs > mostRuns) throw new SweepError({ kind: 'sweep-too-large', runs, most: mostRuns });
  return ordered.reduce<(readonly (readonly [K, V])[])[]>(
    (all, { key, values }) => all.flatMap((one) => values.map((value) => [...one, [key, value] as const])),
    [[]],
  );
}

/** A list as a person typed it. */
export interface Axis {
  readonly key: AxisKey;
  readonly text: string;
}

const labels = { depth: 'Depth', model: 'Network', recipe: 'Recipe' };
const nameOf = (key: AxisKey): SettingName => ({
  key,
  label: key === 'depth' || key === 'model' || key === 'recipe' ? labels[key] : settings[key].label,
});

function named(key: TogetherKey, text: string, choices: readonly string[]): never {
  throw new SettingError({ kind: 'setting-not-choice', setting: nameOf(key), choices, text });
}

/** The config with one value of an axis. @throws SettingError, SweepError */
function withValue(config: RunConfig, key: AxisKey, text: string): RunConfig {
  switch (key) {
    case 'model':
      return isPresetName(text) ? { ...config, ...presets[text] } : named(key, text, presetNames);
    case 'recipe':
      return isRecipeName(text) ? withRecipe(config, text) : named(key, text, recipeNames);
    case 'depth':
      return { ...config, blocks: blocksOfDepth(text, config.block, nameOf(key), nameOf('blocks')) };
    default:
      return withSetting(
        config,
        key,
        parseSetting(key, text, nameOf(key), config.dataset) as RunConfig[typeof key],
      );
  }
}

/**
 * What has one name comes before its parts, and layers after the blocks that they are made of. In the table, a setting whose default follows
 * another, or that a recipe fits to the epochs, comes behind it: none moves once it has the value that was listed.
 */
const inTurn: readonly AxisKey[] = ['model', 'recipe', ...settingKeys, 'depth'];

/** @throws SettingError, SweepError */
function configOf(base: RunConfig, chosen: readonly (readonly [AxisKey, string])[]): RunConfig {
  const inOrder = [...chosen].sort(([a], [b]) => inTurn.indexOf(a) - inTurn.indexOf(b));
  return inOrder.reduce((so, [key, text]) => withValue(so, key, text), base);
}

export interface SweepPlan {
  /** None as long as something is wrong. */
  readonly configs: readonly RunConfig[];
  /** Values of each axis that has some, in the order of the axes. */
  readonly counts: readonly number[];
  /** What is wrong with a list. */
  readonly wrong: ReadonlyMap<AxisKey, Problem | SweepProblem>;
  /** What is wrong with all together. */
  readonly problem?: SweepProblem;
}

/** What was thrown, as what a person is told. */
const told = (error: unknown): Problem | SweepProblem =>
  error instanceof SweepError ? error.problem : problemOf(error);

/** The runs that lists make of a config. */
export function sweepPlanOf(base: RunConfig, axes: readonly Axis[]): SweepPlan {
  const wrong = new Map<AxisKey, Problem | SweepProblem>();
  const lists = axes.map(({ key, text }): Values<AxisKey, string> => {
    try {
      const values = valuesOf(key, text, nameOf(key)).filter((value) => value !== '');
      if (values.length === 0) throw new SweepError({ kind: 'list-empty', setting: nameOf(key) });
      // Which layers there are depends on the block, which may be varied beside them.
      if (key !== 'depth') for (const value of values) withValue(base, key, value);
      return { key, values };
    } catch (error) {
      wrong.set(key, told(error));
      return { key, values: [] };
    }
  });
  const counts = lists.map(({ values }) => values.length);
  if (wrong.size > 0) return { configs: [], counts, wrong };
  try {
    const all = combinations(lists);
    try {
      return { configs: all.map((chosen) => configOf(base, chosen)), counts, wrong };
    } catch (error) {
      return { configs: [], counts, wrong: new Map([['depth', told(error)]]) };
    }
  } catch (error) {
    if (!(error instanceof SweepError)) throw error;
    return { configs: [], counts, wrong, problem: error.problem };
  }
}
