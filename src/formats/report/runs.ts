/** What a report is made of, and the groups of its runs. Pure. */

import { presetOf } from '../../model/presets.ts';
import type { EpochEvent, RunOutcome } from '../../training/events.ts';
import { groupsOf, type MeanAndStd, meanAndStd, oneOfEachSeed, variedIn } from '../../training/groups.ts';
import { withoutEffectBy } from '../../training/settingRules.ts';
import { namedKeys, type RunConfig, type SettingKey } from '../../training/settings.ts';
import { type Verdict, verdictsOf } from '../../training/verdict.ts';
import type { ReportWords } from './english.ts';

export interface ReportRun {
  readonly name: string;
  /** As it was begun. */
  readonly config: RunConfig;
  readonly epochs: readonly EpochEvent[];
  readonly end: RunOutcome | 'diverged' | 'unfinished';
  /** Empty where nobody wrote one. */
  readonly note: string;
  readonly changes: readonly { readonly step: number; readonly settings: Partial<RunConfig> }[];
  /** Milliseconds since 1970. */
  readonly startedAt?: number;
  readonly device?: string;
}

/** Words of a language for all that a report says. */
export interface ReportTexts {
  /** Of the document: `en` or `zh-CN`. */
  readonly language: string;
  readonly words: ReportWords;
  readonly network: (config: RunConfig) => string;
  readonly label: (key: SettingKey) => string;
  readonly value: (key: SettingKey, value: unknown) => string;
}

export interface ReportGroup extends MeanAndStd {
  /** What it is called: by the settings that set it apart, or by the name of its only run. */
  readonly name: string;
  readonly config: RunConfig;
  readonly runs: readonly ReportRun[];
  /** Those that the mean is of: finished, one a seed. */
  readonly counted: readonly ReportRun[];
}

export const lastOf = ({ epochs }: ReportRun): EpochEvent | undefined =>
  epochs.findLast(({ testAccuracy }) => Number.isFinite(testAccuracy));

/** The epoch with the highest test accuracy, the first of equals. */
export const bestOf = ({ epochs }: ReportRun): EpochEvent | undefined =>
  epochs
    .filter(({ testAccuracy }) => Number.isFinite(testAccuracy))
    .reduce<EpochEvent | undefined>((a, b) => (a && a.testAccuracy >= b.testAccuracy ? a : b), undefined);

const hasFigure = ({ end, epochs }: ReportRun): boolean =>
  end === 'finished' && Number.isFinite(epochs.at(-1)?.testAccuracy);

/** Names a config but for its seed. */
export const kindOf = (config: RunConfig): string => JSON.stringify({ ...config, seed: 0 });

/** A column or row of what differs: the network in one where each has a name. */
export type Varied = SettingKey | 'network';

/** What the name of a network tells. */
const toldByName: readonly SettingKey[] = [...namedKeys, 'shortcut', 'norm'];

/** In what configs differ, the seed left out. */
export function variedOf(configs: readonly RunConfig[]): Varied[] {
  const keys = variedIn(configs).filter(
    (key) => key !== 'seed' && configs.some((config) => withoutEffectBy(key, config) === undefined),
  );
  const named = keys.some((key) => toldByName.includes(key)) && configs.every((config) => presetOf(config));
  return named ? ['network', ...keys.filter((key) => !toldByName.includes(key))] : keys;
}

export const labelOf = ({ words, label }: ReportTexts, key: Varied): string =>
  key === 'network' ? words.network : label(key);

/** The value of a setting as people read it; that it is without effect where it is. */
export function cellOf({ words, network, value }: ReportTexts, key: Varied, config: RunConfig): string {
  if (key === 'network') return network(config);
  return withoutEffectBy(key, config) === undefined ? value(key, config[key]) : words.noEffect;
}

/** Runs that were changed by hand went another way than their settings say: each stands alone. */
export function reportGroups(runs: readonly ReportRun[], texts: ReportTexts): ReportGroup[] {
  const planned = groupsOf(runs.filter(({ changes }) => changes.length === 0));
  const groups = [
    ...planned,
    ...runs.filter(({ changes }) => changes.length > 0).map((run) => [run] as const),
  ];
  const several = groups.some((group) => group.length > 1);
  const keys = variedOf(groups.map(([{ config }]) => config));
  const { words } = texts;
  const nameOf = ([{ name, config, changes }]: (typeof groups)[number]): string => {
    if (!several || changes.length > 0) return name;
    const parts = keys
      .filter((key) => key === 'network' || withoutEffectBy(key, config) === undefined)
      .map((key) =>
        key === 'network'
          ? cellOf(texts, key, config)
          : words.setting(labelOf(texts, key), cellOf(texts, key, config)),
      );
    return parts.length > 0 ? parts.join(words.comma) : texts.network(config);
  };
  return groups.map((group) => {
    const counted = oneOfEachSeed(group.filter(hasFigure));
    return {
      name: nameOf(group),
      config: group[0].config,
      runs: group,
      counted,
      ...meanAndStd(counted.flatMap((run) => run.epochs.at(-1)?.testAccuracy ?? [])),
    };
  });
}

/**
 * Groups that may be compared. Of those behind, runs are stopped early: the ones that are left in such a group are the better ones; and a run
 * that was changed by hand is not what its settings say.
 */
const isJudged = ({ runs }: ReportGroup): boolean =>
  runs.every(({ end, changes }) => end !== 'stopped' && changes.length === 0);

/** How many groups with a figure are left out of the verdicts. */
export const notJudged = (groups: readonly ReportGroup[]): number =>
  groups.filter((group) => group.n > 0 && !isJudged(group)).length;

/** The best group against each of the others, of each data set by itself. */
export function reportVerdicts(groups: readonly ReportGroup[]): Verdict[] {
  const sets = [...new Set(groups.map(({ config }) => config.dataset))];
  return sets.flatMap((set) =>
    verdictsOf(
      groups
        .filter((group) => group.config.dataset === set && isJudged(group))
        .map(({ name, counted }) => ({
          name,
          accuracies: counted.flatMap((run) => run.epochs.at(-1)?.testAccuracy ?? []),
        })),
    ),
  );
}
