/**
 * A run as it is kept when its page is gone, and what can be said of it: its results, how it ended, what sets it apart
 * from the run before. Pure.
 */
import { presetOf } from '../../model/presets.ts';
import { configDiff } from '../../training/config.ts';
import type { DeviceInfo, EventOf } from '../../training/events.ts';
import { defaultConfig, namedKeys, type RunConfig, type SettingKey } from '../../training/settings.ts';
import { nameFor } from './names.ts';
import type { LogEntry, Run } from './run.ts';
import { emptySeries, type Series } from './series.ts';
import { type GradientSeries, noGradients } from './vitals.ts';

export interface KeptRun {
  readonly id: string;
  readonly name: string;
  /** Which colour and dash, see `runLook`; counted without end. */
  readonly colour: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** As it was at the start; what was changed by hand later is in `changes`. */
  readonly config: RunConfig;
  readonly device?: DeviceInfo;
  readonly totalSteps: number;
  readonly step: number;
  /** Epochs done, with fraction. */
  readonly epoch: number;
  readonly series: Series;
  readonly gradients: GradientSeries;
  readonly epochs: readonly EventOf<'epoch'>[];
  readonly changes: readonly EventOf<'change'>[];
  /** Missing while the run is under way, and for good where its page went before it. */
  readonly end?: EventOf<'end'>;
  readonly note: string;
  readonly pinned: boolean;
  /** Whether its curves are drawn. */
  readonly shown: boolean;
}

/** Of other runs that are not pinned, as many as stay on the curves when a new run starts. */
export const stayShown = 3;
export const nameLimit = 40;
export const noteLimit = 2000;

const bySteps = (a: LogEntry, b: LogEntry): number => a.step - b.step;

/** The record with what the run has come to. */
export function keptFrom(record: KeptRun, run: Run): KeptRun {
  const { device, totalSteps, step, epoch, series, gradients, epochs, end } = run;
  const changes = run.log.filter((entry) => entry.type === 'change');
  // Until something is changed by hand the run's config is the one it started with.
  const config = changes.length === 0 ? run.config : record.config;
  return { ...record, config, device, totalSteps, step, epoch, series, gradients, epochs, changes, end };
}

/** The record of a run that just started among those there are. */
export function newRecord(run: Run, runs: readonly KeptRun[], startedAt: number): KeptRun {
  const taken = new Set(runs.map(({ name }) => name));
  const colour = 1 + Math.max(-1, ...runs.map((kept) => kept.colour));
  const record: KeptRun = {
    ...{ id: run.id, name: nameFor(run.config.seed, colour + 1, taken), colour, startedAt },
    ...{ config: run.config, totalSteps: 0, step: 0, epoch: 0 },
    ...{ series: emptySeries, gradients: noGradients, epochs: [], changes: [] },
    ...{ note: '', pinned: false, shown: true },
  };
  return keptFrom(record, run);
}

/** The runs once another starts: of those that are not pinned, only the latest stay on the curves. */
export function withRoom(runs: readonly KeptRun[]): KeptRun[] {
  const staying = runs.filter((kept) => kept.shown && !kept.pinned).slice(-stayShown);
  return runs.map((kept) =>
    kept.shown && !kept.pinned && !staying.includes(kept) ? { ...kept, shown: false } : kept,
  );
}

/** Oldest first. */
export const inOrder = (runs: readonly KeptRun[]): KeptRun[] =>
  [...runs].sort((a, b) => a.startedAt - b.startedAt);

/** Pinned ones first, then the newest. */
export const forList = (runs: readonly KeptRun[]): KeptRun[] =>
  [...runs].sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.startedAt - a.startedAt);

export type RunStatus =
  | 'running'
  | 'paused'
  | 'elsewhere'
  | 'interrupted'
  | 'finished'
  | 'stopped'
  | 'failed';

/** @param current The page's own run. @param elsewhere Runs that other tabs have under way. */
export function statusOf(
  record: KeptRun,
  current: Pick<Run, 'id' | 'phase'> | undefined,
  elsewhere: readonly string[] = [],
): RunStatus {
  if (record.end) return record.end.outcome;
  if (record.id === current?.id) return current.phase === 'paused' ? 'paused' : 'running';
  return elsewhere.includes(record.id) ? 'elsewhere' : 'interrupted';
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
  readonly testLoss: number;
  readonly trainAccuracy: number;
  readonly epochs: number;
  /** Of all epochs together. */
  readonly seconds: number;
  /** Mean over the epochs. */
  readonly imagesPerSecond: number;
}

/** Undefined before the first epoch is over. */
export function resultsOf({ epochs }: Pick<KeptRun, 'epochs'>): Results | undefined {
  const last = epochs[epochs.length - 1];
  if (!last) return undefined;
  const best = epochs.reduce((a, b) => (b.testAccuracy > a.testAccuracy ? b : a));
  const sum = (of: (e: EventOf<'epoch'>) => number) => epochs.reduce((total, e) => total + of(e), 0);
  return {
    last: last.testAccuracy,
    best: best.testAccuracy,
    bestEpoch: best.epoch,
    testLoss: last.testLoss,
    trainAccuracy: last.trainAccuracy,
    epochs: epochs.length,
    seconds: sum((e) => e.seconds),
    imagesPerSecond: sum((e) => e.imagesPerSecond) / epochs.length,
  };
}

/** One setting, or the network as a whole where both have one with a name. Values in the form of the address. */
export interface Change {
  readonly key: SettingKey | 'model';
  readonly from: string;
  readonly to: string;
}

/** What differs, in the order of the table of settings. */
export function changesBetween(from: RunConfig, to: RunConfig): Change[] {
  const changes = configDiff(from, to);
  const [before, after] = [presetOf(from), presetOf(to)];
  if (!before || !after || before === after) return changes;
  const rest = changes.filter(({ key }) => !namedKeys.includes(key));
  return [{ key: 'model', from: before, to: after }, ...rest];
}

/** What sets a run apart from the one that was started before it. */
export interface Changed {
  /** Where there is none before, the changes are from the defaults. */
  readonly since?: KeptRun;
  readonly changes: readonly Change[];
  /** Settings that were changed by hand while it was under way. */
  readonly byHand: readonly SettingKey[];
}

/** @param runs Oldest first. */
export function changedOf(record: KeptRun, runs: readonly KeptRun[]): Changed {
  const since = runs[runs.findIndex(({ id }) => id === record.id) - 1];
  const byHand = new Set(record.changes.flatMap(({ settings }) => Object.keys(settings) as SettingKey[]));
  return {
    since,
    changes: changesBetween(since?.config ?? defaultConfig, record.config),
    byHand: [...byHand],
  };
}

/** The config with what was changed by hand while the run was under way. */
export const finalConfig = ({ config, changes }: Pick<KeptRun, 'config' | 'changes'>): RunConfig =>
  Object.assign({}, config, ...changes.map(({ settings }) => settings));

/** Epochs, changes by hand and the end, oldest first: the log of the run. */
export const logOf = ({ epochs, changes, end }: KeptRun): LogEntry[] => [
  ...[...epochs, ...changes].sort(bySteps),
  ...(end ? [end] : []),
];
