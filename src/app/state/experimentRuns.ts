/**
 * Which runs belong to an experiment, told from their configs alone: those that are alike but for the seed and what its arms set. So what was
 * trained before counts, whoever began it, and is there after a reload. Pure.
 */
import type { RunRecord } from '../../storage/runRecord.ts';
import { formatSetting } from '../../training/config.ts';
import { type Arm, type ArmName, armKeys, type Experiment } from '../../training/experiments.ts';
import { type RunConfig, type SettingKey, settingKeys } from '../../training/settings.ts';
import { isWhole } from './pairs.ts';

/** The runs of one size. */
export interface Study {
  readonly experiment: Experiment;
  /** Of each arm that has any: one run a seed, by seed. Of equal runs the newest stands for all: they tell the same. */
  readonly runs: ReadonlyMap<ArmName, readonly RunRecord[]>;
  /** Of one of the runs. */
  readonly config: RunConfig;
}

const textOf = (config: RunConfig, keys: readonly SettingKey[]): string =>
  keys.map((key) => formatSetting(key, config[key])).join('\n');

const armOf = ({ arms }: Experiment, config: RunConfig, keys: readonly SettingKey[]): Arm | undefined =>
  arms.find(({ sets }) => textOf({ ...config, ...sets }, keys) === textOf(config, keys));

/** What is trained of an experiment, the newest first. Runs that were stopped or changed on the way are none of it. */
export function studiesOf(experiment: Experiment, records: readonly RunRecord[]): Study[] {
  const keys = armKeys(experiment);
  const rest = settingKeys.filter((key) => key !== 'seed' && !keys.includes(key));
  const base = Object.keys(experiment.base) as SettingKey[];
  const studies = new Map<string, { config: RunConfig; runs: Map<ArmName, Map<number, RunRecord>> }>();
  for (const record of [...records].filter(isWhole).sort((a, b) => a.startedAt - b.startedAt)) {
    const { config } = record;
    const arm = armOf(experiment, config, keys);
    const isOfIt = textOf({ ...config, ...experiment.base }, base) === textOf(config, base);
    if (!arm || !isOfIt) continue;
    const key = textOf(config, rest);
    const { runs } = studies.get(key) ?? { runs: new Map<ArmName, Map<number, RunRecord>>() };
    const ofArm = runs.get(arm.name) ?? new Map<number, RunRecord>();
    runs.set(arm.name, ofArm.set(config.seed, record));
    // The one that was trained last stands last.
    studies.delete(key);
    studies.set(key, { config, runs });
  }
  return [...studies.values()].reverse().map(({ config, runs }) => ({
    experiment,
    config,
    runs: new Map(
      experiment.arms.flatMap(({ name }) => {
        const ofArm = runs.get(name);
        return ofArm
          ? [[name, [...ofArm.values()].sort((a, b) => a.config.seed - b.config.seed)] as const]
          : [];
      }),
    ),
  }));
}

/** Whether there is something to compare. */
export const compares = ({ runs }: Study): boolean => runs.size > 1;

const seedsOf = ({ runs }: Study): number[] =>
  [...new Set([...runs.values()].flat().map(({ config }) => config.seed))].sort((a, b) => a - b);

const withSeeds = ({ experiment, config }: Study, seeds: readonly number[]): RunConfig[] =>
  seeds.flatMap((seed) => experiment.arms.map(({ sets }) => ({ ...config, ...sets, seed })));

/** Those of some runs that were not trained to their end yet. */
export const notTrained = (
  configs: readonly RunConfig[],
  records: readonly RunRecord[],
): readonly RunConfig[] => {
  const done = new Set(records.filter(isWhole).map(({ config }) => textOf(config, settingKeys)));
  return configs.filter((config) => !done.has(textOf(config, settingKeys)));
};

/** What an arm lacks of the seeds that another has. */
export const missingOf = (study: Study): readonly RunConfig[] =>
  notTrained(withSeeds(study, seedsOf(study)), [...study.runs.values()].flat());

/** Seeds that a person adds at a time. */
export const moreSeeds = 3;

/** Every arm again, with the next seeds. */
export function withMoreSeeds(study: Study): readonly RunConfig[] {
  const last = Math.max(0, ...seedsOf(study));
  return withSeeds(
    study,
    Array.from({ length: moreSeeds }, (_, i) => last + 1 + i),
  );
}
