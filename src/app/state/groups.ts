/**
 * Stored runs that are equal but for the seed: what they came to together, what may be said of their differences, and in what they differ.
 * Pure.
 */
import type { RunRecord } from '../../storage/runRecord.ts';
import { formatSetting } from '../../training/config.ts';
import { groupsOf, type MeanAndStd, meanAndStd, oneOfEachSeed } from '../../training/groups.ts';
import { namedKeys, type RunConfig, settingKeys } from '../../training/settings.ts';
import { type Verdict, verdictsOf } from '../../training/verdict.ts';
import { isAsPlanned } from './asPlanned.ts';
import { hasDiverged } from './pairs.ts';
import { type Change, hasEffect, modelText, resultsOf, saysItsShortcuts } from './runs.ts';

export interface RunGroup {
  readonly config: RunConfig;
  /** All of them, in their order. */
  readonly runs: readonly RunRecord[];
  /** Those that the figures are of: finished, one a seed. */
  readonly counted: readonly RunRecord[];
  /** Test accuracy after the last epoch, and the best of all epochs, 0…1. */
  readonly last: MeanAndStd;
  readonly best: MeanAndStd;
  readonly diverged: number;
  /** Ended before their time, by a person or by a rule that ends those that are behind. */
  readonly stopped: number;
  /** Failed, under way, or without a figure at the end. */
  readonly unfinished: number;
  /** Finished ones of a seed that another one is counted for. */
  readonly repeated: number;
}

/** Of a run that came to its end with a figure. */
const lastAccuracy = ({ end, epochs }: RunRecord): number =>
  end?.outcome === 'finished' ? (epochs.at(-1)?.testAccuracy ?? Number.NaN) : Number.NaN;

function groupOf(runs: readonly [RunRecord, ...RunRecord[]]): RunGroup {
  const finished = runs.filter((run) => Number.isFinite(lastAccuracy(run)));
  const counted = oneOfEachSeed(finished);
  const diverged = runs.filter(hasDiverged).length;
  const stopped = runs.filter(({ end }) => end?.outcome === 'stopped').length;
  return {
    config: runs[0].config,
    runs,
    counted,
    last: meanAndStd(counted.map(lastAccuracy)),
    best: meanAndStd(counted.flatMap((run) => resultsOf(run)?.best ?? [])),
    diverged,
    stopped,
    unfinished: runs.length - finished.length - diverged - stopped,
    repeated: finished.length - counted.length,
  };
}

/** Runs that were changed by hand are in none: they went another way than their settings say. The best group comes first. */
export function runGroups(runs: readonly RunRecord[]): RunGroup[] {
  const rank = ({ last: { n, mean } }: RunGroup): number => (n > 0 ? mean : Number.NEGATIVE_INFINITY);
  return groupsOf(runs.filter(isAsPlanned))
    .map(groupOf)
    .sort((a, b) => rank(b) - rank(a) || 0);
}

/**
 * The best group against each of the others; of each data set by itself, as accuracies on two of them cannot be compared. One of which runs
 * were stopped is left out: where those behind are stopped, those that are left are the better ones.
 */
export function groupVerdicts(groups: readonly RunGroup[], nameOf: (group: RunGroup) => string): Verdict[] {
  const sets = [...new Set(groups.map(({ config }) => config.dataset))];
  return sets.flatMap((set) =>
    verdictsOf(
      groups
        .filter(({ config, stopped }) => config.dataset === set && stopped === 0)
        .map((group) => ({ name: nameOf(group), accuracies: group.counted.map(lastAccuracy) })),
    ),
  );
}

/** A value in the form of the address; undefined where the setting is without effect. */
export const settingValue = (key: Change['key'], config: RunConfig): string | undefined => {
  if (!hasEffect(key, [config])) return undefined;
  return key === 'model' ? modelText(config) : formatSetting(key, config[key]);
};

/** In what these configs differ but for the seed, of those in which it has an effect: the network in one where each has a name. */
export function variedKeys(configs: readonly RunConfig[]): Change['key'][] {
  const named = configs.every((config) => modelText(config) !== undefined);
  const said = configs.every(saysItsShortcuts);
  const keys = named
    ? settingKeys.filter((key) => !namedKeys.includes(key) && !(said && key === 'shortcut'))
    : settingKeys;
  const all: readonly Change['key'][] = named ? ['model', ...keys] : keys;
  return all.filter(
    (key) => key !== 'seed' && new Set(configs.flatMap((config) => settingValue(key, config) ?? [])).size > 1,
  );
}
