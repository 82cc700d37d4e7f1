/**
 * Everything that is derived from the record of a run: results, status, what sets it apart from the run before; and
 * how a record follows its run. Pure. The record itself is in `src/storage/runRecord.ts`, the store of all records in
 * `runsStore.ts`.
 */

import { presetOf } from '../../model/presets.ts';
import { type CheckpointInfo, isUnfinished } from '../../storage/checkpoints.ts';
import type { RunRecord } from '../../storage/runRecord.ts';
import { configDiff } from '../../training/config.ts';
import { groupKey } from '../../training/groups.ts';
import { withoutEffectBy } from '../../training/settingRules.ts';
import { defaultConfig, namedKeys, type RunConfig, type SettingKey } from '../../training/settings.ts';
import { noStages } from './blockMeasures.ts';
import { nameFor } from './names.ts';
import { isPlain } from './plain.ts';
import type { LogEntry, Run } from './run.ts';
import { emptySeries } from './series.ts';
import { noGradients } from './vitals.ts';

/** Of other runs that are not pinned, as many as stay on the curves when a new run starts. Runs that are drawn as one mean count once. */
const stayShown = 3;

const bySteps = (a: LogEntry, b: LogEntry): number => a.step - b.step;

/** The record with what the run has come to. */
export function updatedRecord(record: RunRecord, run: Run): RunRecord {
  const { device, totalSteps, step, epoch, series, gradients, stages, epochs, end } = run;
  const changes = run.log.filter((entry) => entry.type === 'change');
  const recoveries = run.log.filter((entry) => entry.type === 'recovery');
  // Until something is changed by hand the run's config is the one it started with.
  const config = changes.length === 0 ? run.config : record.config;
  const so = {
    config,
    device,
    totalSteps,
    step,
    epoch,
    series,
    gradients,
    stages,
    epochs,
    changes,
    recoveries,
    end,
  };
  return { ...record, ...so };
}

/**
 * The record of a run whose page went after its last step and before it heard of the end. Where record and checkpoint have all
 * epochs behind them, it has finished; elsewhere it is the record itself.
 */
export function concluded(
  record: RunRecord,
  checkpoint: Pick<CheckpointInfo, 'config' | 'step' | 'epoch'>,
): RunRecord {
  const whole = !isUnfinished(checkpoint) && record.epochs.at(-1)?.epoch === checkpoint.epoch;
  if (record.end || !whole) return record;
  return { ...record, end: { type: 'end', runId: record.id, outcome: 'finished', step: checkpoint.step } };
}

/** The record of a run that just started among those there are. */
export function newRecord(run: Run, runs: readonly RunRecord[], startedAt: number): RunRecord {
  const taken = new Set(runs.map(({ name }) => name));
  const colour = 1 + Math.max(-1, ...runs.map((other) => other.colour));
  const record: RunRecord = {
    id: run.id,
    name: nameFor(run.config.seed, colour + 1, taken),
    colour,
    startedAt,
    config: run.config,
    totalSteps: 0,
    step: 0,
    epoch: 0,
    series: emptySeries,
    gradients: noGradients,
    stages: noStages,
    epochs: [],
    changes: [],
    recoveries: [],
    note: '',
    pinned: false,
    shown: true,
  };
  return updatedRecord(record, run);
}

/** Ids of the runs that leave the curves when another starts: of those that are not pinned, only the latest stay. */
export function madeRoomFor(runs: readonly RunRecord[]): string[] {
  const seeds = new Map<string, Set<number>>();
  let room = stayShown;
  const leaves = ({ config }: RunRecord): boolean => {
    const key = groupKey(config);
    const known = seeds.get(key);
    if ((!known || known.has(config.seed)) && room-- <= 0) return true;
    seeds.set(key, new Set(known).add(config.seed));
    return false;
  };
  return runs
    .filter((record) => record.shown && !record.pinned)
    .reverse()
    .filter(leaves)
    .map(({ id }) => id);
}

/** The record with what a person says of the run in another; itself where that is the same. */
export function withMarks(record: RunRecord, { name, note, pinned, shown }: RunRecord): RunRecord {
  const same =
    record.name === name && record.note === note && record.pinned === pinned && record.shown === shown;
  return same ? record : { ...record, name, note, pinned, shown };
}

/** Oldest first. */
export const inOrder = (runs: readonly RunRecord[]): RunRecord[] =>
  [...runs].sort((a, b) => a.startedAt - b.startedAt);

/** Pinned ones first, then the newest. */
export const forList = (runs: readonly RunRecord[]): RunRecord[] =>
  [...runs].sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.startedAt - a.startedAt);

/** The runs that a comparison is opened for where none are selected: those on the curves, else the newest. */
export function toCompare(runs: readonly RunRecord[]): string[] {
  const drawn = forList(runs.filter(({ shown }) => shown));
  return (drawn.length > 1 ? drawn : forList(runs)).map(({ id }) => id);
}

export type RunStatus =
  | 'running'
  | 'paused'
  | 'elsewhere'
  | 'interrupted'
  | 'finished'
  | 'stopped'
  | 'failed'
  | 'diverged';

/** @param current The page's own run. @param elsewhere Runs that other tabs have under way. */
export function statusOf(
  record: RunRecord,
  current: Pick<Run, 'id' | 'phase' | 'end'> | undefined,
  elsewhere: readonly string[] = [],
): RunStatus {
  if (record.end) return record.end.problem?.kind === 'diverged' ? 'diverged' : record.end.outcome;
  if (elsewhere.includes(record.id)) return 'elsewhere';
  if (record.id !== current?.id || current.end) return 'interrupted';
  return current.phase === 'paused' ? 'paused' : 'running';
}

/** Whether somebody is training the run. */
export const isUnderWay = (status: RunStatus): boolean =>
  status === 'running' || status === 'paused' || status === 'elsewhere';

export interface Results {
  /** Test accuracies, 0…1. */
  readonly last: number;
  readonly best: number;
  /** Epoch of the best, the first of equals. */
  readonly bestEpoch: number;
  /** NaN where the loss was no finite number. */
  readonly testLoss: number;
  readonly trainAccuracy: number;
  readonly epochs: number;
  /** Of all epochs together. */
  readonly seconds: number;
  /** Mean over the epochs; NaN where no epoch knows. */
  readonly imagesPerSecond: number;
}

/** Of the numbers that are finite: a run that diverged has others too. */
const sumOf = (values: readonly number[]): number =>
  values.filter(Number.isFinite).reduce((total, value) => total + value, 0);

/** Undefined before the first epoch with an accuracy is over. */
export function resultsOf({ epochs }: Pick<RunRecord, 'epochs'>): Results | undefined {
  const measured = epochs.filter(({ testAccuracy }) => Number.isFinite(testAccuracy));
  const last = measured[measured.length - 1];
  if (!last) return undefined;
  const best = measured.reduce((a, b) => (b.testAccuracy > a.testAccuracy ? b : a));
  const speeds = epochs.map((epoch) => epoch.imagesPerSecond).filter(Number.isFinite);
  return {
    last: last.testAccuracy,
    best: best.testAccuracy,
    bestEpoch: best.epoch,
    testLoss: Number.isFinite(last.testLoss) ? last.testLoss : Number.NaN,
    trainAccuracy: last.trainAccuracy,
    epochs: epochs.length,
    seconds: sumOf(epochs.map(({ seconds }) => seconds)),
    imagesPerSecond: sumOf(speeds) / speeds.length,
  };
}

/**
 * One setting, or the network as a whole where both have one with a name. Values in the form of the address; that of a
 * network is its name, with ` plain` behind it where it has no shortcuts.
 */
export interface Change {
  readonly key: SettingKey | 'model';
  readonly from: string;
  readonly to: string;
}

/** A network with a name as the value of a change. */
export const modelText = (config: RunConfig): string | undefined => {
  const name = presetOf(config);
  return name && (isPlain(config) ? `${name} plain` : name);
};

/** Whether a setting does something under one of the configs that a run had. */
export const hasEffect = (key: SettingKey | 'model', configs: readonly RunConfig[]): boolean =>
  key === 'model' || configs.some((config) => withoutEffectBy(key, config) === undefined);

/** Whether the name of a network tells its kind of shortcuts: those of the default, or none. */
export const saysItsShortcuts = (config: RunConfig): boolean =>
  isPlain(config) || config.shortcut === defaultConfig.shortcut;

/**
 * What differs and has an effect, in the order of the table of settings.
 * @param had All configs that the later run had, changes by hand included.
 */
export function changesBetween(from: RunConfig, to: RunConfig, had: readonly RunConfig[] = [to]): Change[] {
  const changes = configDiff(from, to).filter(({ key }) => hasEffect(key, had));
  const [before, after] = [modelText(from), modelText(to)];
  if (!before || !after || presetOf(from) === presetOf(to)) return changes;
  // That a network lost its shortcuts, or has those of the default again, its name says already.
  const named = isPlain(from) !== isPlain(to) && [from, to].every(saysItsShortcuts);
  const rest = changes.filter(({ key }) => !namedKeys.includes(key) && !(named && key === 'shortcut'));
  return [{ key: 'model', from: before, to: after }, ...rest];
}

/** What sets a run apart from the one that was started before it. */
export interface Changed {
  /** Where there is none before, the changes are from the defaults. */
  readonly since?: RunRecord;
  readonly changes: readonly Change[];
  /** Settings that were changed by hand while it was under way. */
  readonly byHand: readonly SettingKey[];
}

/** @param runs Oldest first. */
export function changedOf(record: RunRecord, runs: readonly RunRecord[]): Changed {
  const since = runs[runs.findIndex(({ id }) => id === record.id) - 1];
  const byHand = new Set(record.changes.flatMap(({ settings }) => Object.keys(settings) as SettingKey[]));
  return {
    since,
    changes: changesBetween(since?.config ?? defaultConfig, record.config, configsOf(record)),
    byHand: [...byHand],
  };
}

/** The configs that the run had: that of its start, and one after each change by hand. */
export function configsOf({ config, changes }: Pick<RunRecord, 'config' | 'changes'>): RunConfig[] {
  let now = config;
  const later = changes.map(({ settings }) => {
    now = { ...now, ...settings };
    return now;
  });
  return [config, ...later];
}

/** The config with what was changed by hand while the run was under way. */
export const finalConfig = (run: Pick<RunRecord, 'config' | 'changes'>): RunConfig =>
  configsOf(run).at(-1) ?? run.config;

/** Epochs, changes by hand, breakdowns and the end, oldest first: the log of the run. */
export const logOf = ({ epochs, changes, recoveries, end }: RunRecord): LogEntry[] => [
  ...[...epochs, ...changes, ...recoveries].sort(bySteps),
  ...(end ? [end] : []),
];
