/**
 * Rules between settings, as data: which setting is without effect under which value of another, and whose default
 * follows another. What is known of one setting alone is in settings.ts. config.ts applies the defaults; the form, the
 * comparison of runs and the command line's help tell of both without knowing a single rule.
 */
import { factsOf } from '../data/sets/index.ts';
import type { Setting } from './settingKinds.ts';
import { defaultConfig, type RunConfig, type SettingKey, settingKeys, settings } from './settings.ts';

/** Settings whose values are compared as they are; lists and sets are not. */
type ScalarKey = {
  [K in SettingKey]: RunConfig[K] extends string | number | boolean ? K : never;
}[SettingKey];

/** One setting having one value. */
export type Condition = {
  [K in ScalarKey]: { readonly key: K; readonly is: RunConfig[K] };
}[ScalarKey];

/** A setting that nothing obeys where one of its conditions holds. */
const withoutEffect: Readonly<Partial<Record<SettingKey, readonly Condition[]>>> = {
  // A block without a shortcut that started at zero, or was left out, would let nothing pass.
  zeroInit: [{ key: 'shortcut', is: 'none' }],
  stochasticDepth: [{ key: 'shortcut', is: 'none' }],
  // PyTorch's AdamW knows no look ahead, and without momentum there is nothing to look ahead along.
  nesterov: [
    { key: 'optimizer', is: 'adamw' },
    { key: 'momentum', is: 0 },
  ],
  decay: [{ key: 'weightDecay', is: 0 }],
  // One-cycle has its own rise.
  warmup: [{ key: 'schedule', is: 'onecycle' }],
  // Only our own kernels have variants to choose from.
  tuning: [{ key: 'engine', is: 'stock' }],
  precision: [{ key: 'engine', is: 'stock' }],
  // TensorFlow.js's kernels have float32 alone.
  storage: [{ key: 'engine', is: 'stock' }],
};

/** A default other than the table's where a condition holds. */
export type DefaultRule = {
  [K in SettingKey]: { readonly key: K; readonly when: Condition; readonly default: RunConfig[K] };
}[SettingKey];

const defaultRules: readonly DefaultRule[] = [
  // AdamW moves a weight by about the rate itself, whatever the gradient; 0.001 to 0.002 is usual. Four epochs of resnet8 on
  // 4,000 pictures under one-cycle, two seeds, ended at 39.8 % test accuracy with 0.1, 41.8 with 0.001, 42.9 with 0.002.
  { key: 'learningRate', when: { key: 'optimizer', is: 'adamw' }, default: 0.002 },
];

const holds = ({ key, is }: Condition, config: RunConfig): boolean => config[key] === is;

/** All conditions under which a setting is without effect. */
export const conditionsOf = (key: SettingKey): readonly Condition[] => withoutEffect[key] ?? [];

/** Why a setting is without effect in a config; undefined where it has one. */
export const withoutEffectBy = (key: SettingKey, config: RunConfig): Condition | undefined =>
  conditionsOf(key).find((condition) => holds(condition, config));

/** The rules for the default of a setting. */
export const defaultRulesOf = (key: SettingKey): readonly DefaultRule[] =>
  defaultRules.filter((rule) => rule.key === key);

/** How many pictures a setting may count in a data set; undefined where it counts none. */
export function picturesFor(key: SettingKey, dataset: RunConfig['dataset']): number | undefined {
  const setting: Setting = settings[key];
  const split = setting.kind === 'integer' ? setting.split : undefined;
  return split && factsOf(dataset).images[split];
}

/** The settings that count pictures of the data set. */
const countKeys = settingKeys.filter((key) => picturesFor(key, defaultConfig.dataset) !== undefined);

/** The config with no more pictures than its data set has: for whoever takes another set, or counts from elsewhere. */
export const withinDataset = (config: RunConfig): RunConfig => ({
  ...config,
  ...Object.fromEntries(
    countKeys.map((key) => [
      key,
      Math.min(config[key] as number, picturesFor(key, config.dataset) as number),
    ]),
  ),
});

/** The default of a setting beside the other settings of a config. */
export const defaultOf = (key: SettingKey, config: RunConfig): RunConfig[SettingKey] =>
  picturesFor(key, config.dataset) ??
  defaultRulesOf(key).find(({ when }) => holds(when, config))?.default ??
  defaultConfig[key];

/** The config with the settings of `keys` at what are their defaults beside the others. */
export const withDefaults = (config: RunConfig, keys: readonly SettingKey[]): RunConfig => ({
  ...config,
  ...Object.fromEntries(keys.map((key) => [key, defaultOf(key, config)])),
});

/** The settings whose default follows another. */
export const followers: readonly SettingKey[] = [
  ...new Set([...defaultRules.map(({ key }) => key), ...countKeys]),
];
