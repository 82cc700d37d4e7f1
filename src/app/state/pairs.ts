/** Pairs of runs that differ in the shortcuts alone: what a network and its plain twin came to, trained from one seed. Pure. */
import type { RunRecord } from '../../storage/runRecord.ts';
import type { RunConfig } from '../../training/settings.ts';
import { isPlain } from './plain.ts';

export interface Pair {
  readonly residual: RunRecord;
  readonly plain: RunRecord;
}

/** Equal for runs that are twins, and for those that are the same. */
const keyOf = ({ shortcut: _, ...rest }: RunConfig): string => JSON.stringify(Object.entries(rest).sort());

export const hasDiverged = ({ end }: Pick<RunRecord, 'end'>): boolean => end?.problem?.kind === 'diverged';

/** Whether a run has come to what its config makes of it, and nothing else had a hand in it. */
export const isWhole = (record: RunRecord): boolean =>
  record.changes.length === 0 && (record.end?.outcome === 'finished' || hasDiverged(record));

/** A network that has been trained, whose twin has not. */
export interface Half {
  readonly done: RunRecord;
  /** The newest run of its twin, which came to no end. */
  readonly begun?: RunRecord;
}

/** The newest run that has come to its end, where its twin has not: what is missing of a pair. */
export function halfOf(runs: readonly RunRecord[]): Half | undefined {
  const newest = [...runs].sort((a, b) => b.startedAt - a.startedAt);
  const done = newest.find(isWhole);
  // A plain network cannot grow: such a run has no twin.
  if (!done || done.config.depthAt.length > 0) return undefined;
  const key = keyOf(done.config);
  const twins = newest.filter(
    ({ config }) => isPlain(config) !== isPlain(done.config) && keyOf(config) === key,
  );
  return twins.some(isWhole) ? undefined : { done, begun: twins[0] };
}

/** The twin pairs among runs, the newest first. Of equal runs the newest stands for all. */
export function pairsOf(runs: readonly RunRecord[]): Pair[] {
  const found = new Map<string, Partial<Pair>>();
  for (const record of [...runs].filter(isWhole).sort((a, b) => a.startedAt - b.startedAt)) {
    const key = keyOf(record.config);
    const pair = { ...found.get(key), [isPlain(record.config) ? 'plain' : 'residual']: record };
    found.delete(key);
    found.set(key, pair);
  }
  return [...found.values()]
    .filter((pair): pair is Pair => pair.residual !== undefined && pair.plain !== undefined)
    .reverse();
}
