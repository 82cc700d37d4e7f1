/** Reading, writing and comparing run configs, all by the table in settings.ts. */
import { shortened } from '../base/text.ts';
import { type DatasetFacts, factsOf, isOwnName, isReady } from '../data/sets/index.ts';
import { isPresetName, makeSpec, presetNames, presetOf, presets } from '../model/presets.ts';
import type { ModelSpec, SpecInput } from '../model/spec.ts';
import { ProblemError } from '../problems/index.ts';
import type { SettingName, SettingProblem } from '../problems/settings.ts';
import { halfWidth, numberIn } from './numbers.ts';
import { isRecipeName, type RecipeName, recipeNames, recipeOf, recipeSettings } from './recipes.ts';
import type { DepthAt, Setting } from './settingKinds.ts';
import { defaultOf, followers, picturesFor, withDefaults, withinDataset } from './settingRules.ts';
import {
  type ChangedSettings,
  defaultConfig,
  flagOf,
  isLive,
  type LiveSettings,
  type RunConfig,
  type SettingKey,
  type StepSettings,
  settingKeys,
  settings,
  stepKeys,
  togetherKeys,
} from './settings.ts';

/** A value that breaks a rule of its setting. */
export class SettingError extends ProblemError<SettingProblem> {
  override name = 'SettingError';
}

interface Numbers {
  readonly whole: boolean;
  /** True for one number of a list. */
  readonly each: boolean;
  readonly min: number;
  readonly max: number;
}

function toNumber(setting: SettingName, text: string, { whole, each, min, max }: Numbers): number {
  const value = numberIn(text, whole);
  if (value >= min && value <= max) return value;
  throw new SettingError({
    kind: 'setting-not-number',
    setting,
    each,
    whole,
    min,
    max,
    text: shortened(text),
  });
}

/** Blocks by epoch; one number of blocks obeys the rules of the setting that lists them. */
function depthsIn(text: string, { min, max }: { min: number; max: number }, setting: SettingName): DepthAt[] {
  if (text === 'none' || text === '') return [];
  const { blocks: list } = settings;
  const numbers: Numbers = { whole: true, each: true, min: list.min, max: list.max };
  let last = 0;
  return halfWidth(text)
    .split(';')
    .map((part) => {
      const [, epoch, blocks = ''] = /^\s*(\d+)\s*:(.*)$/.exec(part) ?? [];
      const parts = blocks.split(',');
      if (epoch === undefined || Number(epoch) <= last || parts.length > list.lengths.max)
        throw new SettingError({ kind: 'setting-not-depths', setting, text: shortened(part) });
      last = toNumber(setting, epoch, { whole: true, each: false, min, max });
      return { after: last, blocks: parts.map((n) => toNumber(setting, n, numbers)) };
    });
}

/**
 * Parses one setting from text, as typed in a form, a URL or on a command line. numbers.ts says which texts are numbers.
 * @param setting What it is called where the text stands.
 * @param dataset What is counted in: a number of its pictures is no higher than it has.
 * @throws SettingError
 */
export function parseSetting(
  key: SettingKey,
  text: string,
  setting: SettingName = { key, label: settings[key].label },
  dataset?: RunConfig['dataset'],
): unknown {
  const s: Setting = settings[key];
  switch (s.kind) {
    case 'number':
    case 'integer':
      return toNumber(setting, text, {
        whole: s.kind === 'integer',
        each: false,
        min: s.min,
        max: (dataset && picturesFor(key, dataset)) ?? s.max,
      });
    case 'dataset':
      if (isOwnName(text)) return text;
      return toName(setting, text, s.choices, isReady);
    case 'boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw new SettingError({ kind: 'setting-not-boolean', setting, text: shortened(text) });
    case 'choice':
      if (s.choices.includes(text)) return text;
      throw new SettingError({
        kind: 'setting-not-choice',
        setting,
        choices: s.choices,
        text: shortened(text),
      });
    case 'list': {
      const numbers: Numbers = { whole: true, each: true, min: s.min, max: s.max };
      const { min, max } = s.lengths;
      if (min === 0 && (text === 'none' || text === '')) return [];
      // The length goes first: a link may list a million numbers.
      const parts = halfWidth(text).split(',');
      if (parts.length >= min && parts.length <= max)
        return parts.map((part) => toNumber(setting, part, numbers));
      throw new SettingError({ kind: 'setting-not-list', setting, min, max, length: parts.length });
    }
    case 'depths':
      return depthsIn(text, s, setting);
    case 'set': {
      if (text === 'none' || text === '') return [];
      const items = halfWidth(text)
        .split(',')
        .map((part) => part.trim());
      const bad = items.find((item) => !s.choices.includes(item));
      if (bad === undefined) return s.choices.filter((c) => items.includes(c));
      throw new SettingError({ kind: 'setting-not-set', setting, choices: s.choices, text: shortened(bad) });
    }
    default:
      return s satisfies never;
  }
}

/** Of a stored value that is of no kind that a setting has: no text, which no setting allows. */
const plainText = (value: unknown): string => (typeof value === 'object' ? '' : String(value));

function depthText(value: unknown): string {
  const { after, blocks } = Object(value) as Readonly<Record<keyof DepthAt, unknown>>;
  return `${plainText(after)}:${Array.isArray(blocks) ? blocks.map(plainText).join(',') : ''}`;
}

/** The text form of a value, which `parseSetting` reads back. */
export function formatSetting(key: SettingKey, value: unknown): string {
  if (!Array.isArray(value)) return plainText(value);
  const setting: Setting = settings[key];
  const text = setting.kind === 'depths' ? value.map(depthText).join(';') : value.map(plainText).join(',');
  // A list that may not be empty has no name for that.
  return text === '' && !(setting.kind === 'list' && setting.lengths.min > 0) ? 'none' : text;
}

/** A name out of a list. @throws SettingError */
function toName<N extends string>(
  setting: SettingName,
  text: string,
  names: readonly N[],
  isName: (text: string) => text is N,
): N {
  if (isName(text)) return text;
  throw new SettingError({ kind: 'setting-not-choice', setting, choices: names, text: shortened(text) });
}

/**
 * Builds a config from texts by setting name. What is missing takes its default: the one in `own`, else the one that
 * follows from the other settings (settingRules.ts), else the table's. `model` names a preset and `recipe` a way to train; they are
 * applied first, so that single parts can still be changed.
 * @throws SettingError for unknown names and bad values.
 */
export function configFrom(
  texts: Readonly<Record<string, string>>,
  nameOf: (key: string) => string = (k) => k,
  own: Partial<RunConfig> = {},
): RunConfig {
  const { model, recipe, ...rest } = texts;
  const preset =
    model === undefined ? {} : presets[toName(nameOf('model'), model, presetNames, isPresetName)];
  const parsed = (key: string, text: string): unknown => {
    if (!Object.hasOwn(settings, key)) throw new SettingError({ kind: 'setting-unknown', text: key });
    return parseSetting(key as SettingKey, text, nameOf(key), dataset);
  };
  let dataset = own.dataset ?? defaultConfig.dataset;
  // What it has bounds others.
  if (rest.dataset !== undefined) dataset = parsed('dataset', rest.dataset) as RunConfig['dataset'];
  const given: Partial<RunConfig> = Object.fromEntries(
    Object.entries(rest).map(([key, text]) => [key, parsed(key, text)]),
  );
  const config = withinDataset({ ...defaultConfig, ...own, ...preset, ...given });
  const free = followers.filter((key) => given[key] === undefined && own[key] === undefined);
  if (recipe === undefined) return withDefaults(config, free);
  const taken = withRecipe(config, toName(nameOf('recipe'), recipe, recipeNames, isRecipeName));
  const changed = withinDataset({ ...taken, ...given });
  // A recipe's own value counts as long as what its default follows is the recipe's too.
  const moved = free.filter((key) => defaultOf(key, changed) !== defaultOf(key, taken));
  return withDefaults(changed, moved);
}

/** The config, trained by a recipe. */
export const withRecipe = (config: RunConfig, name: RecipeName): RunConfig => ({
  ...config,
  ...recipeSettings(name, config),
});

/**
 * A config that was stored as plain values: a setting that it lacks is younger and takes its default, one that is not
 * known any more is left out.
 * @throws SettingError for bad values.
 */
export function configFromValues(values: Readonly<Record<string, unknown>>): RunConfig {
  const stored = settingKeys.filter((key) => values[key] !== undefined);
  return configFrom(Object.fromEntries(stored.map((key) => [key, formatSetting(key, values[key])])));
}

/**
 * What was changed in mid-run, the depth too, stored as plain values; what is not known as such a setting any more is left out.
 * @throws SettingError for bad values.
 */
export function changedSettingsFrom(values: Readonly<Record<string, unknown>>): ChangedSettings {
  const { blocks } = values;
  const live = liveSettingsFrom(values);
  if (blocks === undefined) return live;
  return { ...live, blocks: parseSetting('blocks', formatSetting('blocks', blocks)) as RunConfig['blocks'] };
}

/**
 * What a person may change in mid-run by its setting, as plain values; what is not known as such a setting any more is left out.
 * @throws SettingError for bad values.
 */
export function liveSettingsFrom(values: Readonly<Record<string, unknown>>): Partial<LiveSettings> {
  const stored = settingKeys.filter((key) => isLive(key) && values[key] !== undefined);
  return Object.fromEntries(stored.map((key) => [key, parseSetting(key, formatSetting(key, values[key]))]));
}

/**
 * The config with another value of one setting; defaults that follow it and were not changed move along, and a recipe fits other epochs.
 */
export function withSetting<K extends SettingKey>(config: RunConfig, key: K, value: RunConfig[K]): RunConfig {
  const recipe = key === 'epochs' ? recipeOf(config) : undefined;
  const next = withinDataset({ ...config, [key]: value });
  if (recipe) return { ...withRecipe(next, recipe), epochs: next.epochs };
  const untouched = followers.filter((other) => other !== key && config[other] === defaultOf(other, config));
  return withDefaults(next, untouched);
}

/** The facts of the data set that a config trains on. */
export const datasetOf = ({ dataset }: Pick<RunConfig, 'dataset'>): DatasetFacts => factsOf(dataset);

/** The network of a config: its model settings, for the pictures and classes of its data set. */
export function specOf(config: RunConfig): ModelSpec {
  const { blocks, width, block, shortcut, norm, stem } = config;
  return makeSpec({ blocks, width, block, stem }, { ...inputOf(datasetOf(config)), shortcut, norm });
}

/** The blocks that a run has one after the other, as its schedule says, and for how many epochs each. */
export function depthsOf({
  blocks,
  depthAt,
  epochs,
}: Pick<RunConfig, 'blocks' | 'depthAt' | 'epochs'>): readonly {
  readonly blocks: readonly number[];
  readonly epochs: number;
}[] {
  const all = [{ after: 0, blocks }, ...depthAt.filter(({ after }) => after < epochs)];
  return all.map((depth, i) => ({
    blocks: depth.blocks,
    epochs: (all[i + 1]?.after ?? epochs) - depth.after,
  }));
}

/** What a data set fixes of a network. */
export const inputOf = ({ imageSize, classes }: DatasetFacts): SpecInput => ({
  inputSize: imageSize,
  classes: classes.length,
});

/** What one optimizer step obeys; `learningRate` is that of the step, and the highest of the schedule unless given. */
export const stepSettings = (
  config: RunConfig,
  learningRate: number = config.learningRate,
): StepSettings => ({
  ...(Object.fromEntries(stepKeys.map((key) => [key, config[key]])) as StepSettings),
  learningRate,
});

/** The config with another network. */
export const withNetwork = (
  config: RunConfig,
  { blocks, width, block, shortcut, norm, stem }: ModelSpec,
): RunConfig => ({ ...config, blocks, width, block, shortcut, norm, stem });

/** The preset name of a config's model, if it has one. */
export const presetOfConfig = (config: RunConfig) => presetOf(config);

const same = (key: SettingKey, a: RunConfig, b: RunConfig): boolean =>
  formatSetting(key, a[key]) === formatSetting(key, b[key]);

/** The settings in which two configs differ, in the order of the table. */
export function configDiff(a: RunConfig, b: RunConfig): { key: SettingKey; from: string; to: string }[] {
  return settingKeys
    .filter((key) => !same(key, a, b))
    .map((key) => ({ key, from: formatSetting(key, a[key]), to: formatSetting(key, b[key]) }));
}

/** Only what differs from the defaults, by flag name: what goes into a URL. */
export function configToQuery(config: RunConfig): Record<string, string> {
  const preset = presetOf(config);
  const named = preset ? { ...defaultConfig, ...presets[preset] } : defaultConfig;
  const recipe = recipeOf(config);
  // The recipe that the defaults are need not be named.
  const taken =
    recipe && recipe !== recipeOf({ ...defaultConfig, epochs: config.epochs }) ? recipe : undefined;
  const base = taken
    ? { ...named, ...recipeSettings(taken, config) }
    : { ...named, ...Object.fromEntries(followers.map((key) => [key, defaultOf(key, config)])) };
  const query: Record<string, string> = {
    ...(preset && preset !== presetOf(defaultConfig) ? { model: preset } : {}),
    ...(taken ? { recipe: taken } : {}),
  };
  for (const key of settingKeys)
    if (!same(key, base, config)) query[flagOf(key)] = formatSetting(key, config[key]);
  return query;
}

const keyOfFlag = new Map<string, string>([...settingKeys, ...togetherKeys].map((key) => [flagOf(key), key]));

/** The setting a flag or URL name stands for, if any. */
export const settingOfFlag = (flag: string): string | undefined => keyOfFlag.get(flag);

export interface FromQuery {
  readonly config: RunConfig;
  /** What was wrong, one a setting; these have their defaults. */
  readonly problems: readonly SettingProblem[];
}

/**
 * Reads a config from a URL's query. A bad value costs that value and no other: links are cut, mistyped and written by other
 * versions. Unknown names are left alone: other parts of the page own them.
 */
export function configFromQuery(query: Iterable<readonly [string, string]>): FromQuery {
  const named = (key: string) => flagOf(key as SettingKey);
  const texts: Record<string, string> = {};
  for (const [flag, text] of query) {
    const key = keyOfFlag.get(flag);
    if (key !== undefined) texts[key] = text;
  }
  const valid: Record<string, string> = {};
  const problems: SettingProblem[] = [];
  const { dataset, ...others } = texts;
  // What it has bounds others.
  for (const [key, text] of Object.entries(dataset === undefined ? others : { dataset, ...others })) {
    try {
      configFrom({ ...(valid.dataset === undefined ? {} : { dataset: valid.dataset }), [key]: text }, named);
      valid[key] = text;
    } catch (error) {
      if (!(error instanceof SettingError)) throw error;
      problems.push(error.problem);
    }
  }
  return { config: configFrom(valid), problems };
}
