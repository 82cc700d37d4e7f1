/** Runs that are equal but for the seed, and what they come to together. Pure. */
import { formatSetting } from './config.ts';
import { type RunConfig, type SettingKey, settingKeys } from './settings.ts';

export interface MeanAndStd {
  readonly n: number;
  /** NaN of nothing. */
  readonly mean: number;
  /** Of a sample, divided by n − 1 (`numpy.std(x, ddof=1)`); absent for fewer than two. */
  readonly std?: number;
}

export function meanAndStd(values: readonly number[]): MeanAndStd {
  const n = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / n;
  if (n < 2) return { n, mean };
  return { n, mean, std: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1)) };
}

/** Names a config but for its seed. */
export const groupKey = (config: RunConfig): string =>
  settingKeys
    .filter((key) => key !== 'seed')
    .map((key) => formatSetting(key, config[key]))
    .join('\n');

/** In the order in which the first of each stands; runs in theirs. */
export function groupsOf<R extends { readonly config: RunConfig }>(
  runs: readonly R[],
): (readonly [R, ...R[]])[] {
  const groups = new Map<string, [R, ...R[]]>();
  for (const run of runs) {
    const key = groupKey(run.config);
    const group = groups.get(key);
    if (group) group.push(run);
    else groups.set(key, [run]);
  }
  return [...groups.values()];
}

/** Of runs that are equal but for the seed one a seed, the last of those with the same one: a seed says nothing new the second time. */
export const oneOfEachSeed = <R extends { readonly config: RunConfig }>(group: readonly R[]): R[] => {
  const last = new Map(group.map((run) => [run.config.seed, run]));
  return group.filter((run) => last.get(run.config.seed) === run);
};

/** Settings in which some of these configs differ, in the table's order. */
export const variedIn = (configs: readonly RunConfig[]): SettingKey[] =>
  settingKeys.filter((key) => new Set(configs.map((config) => formatSetting(key, config[key]))).size > 1);
