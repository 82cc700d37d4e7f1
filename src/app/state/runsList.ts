/**
 * The list of runs as it is searched and sorted, a row for each. Pure. A row is the same object as before where nothing that it
 * shows has changed, so that a list of many runs draws only what did.
 */
import type { RunRecord } from '../../storage/runRecord.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { Run } from './run.ts';
import { type Changed, changedOf, type Results, type RunStatus, resultsOf, statusOf } from './runs.ts';

/** All that one row shows. */
export interface RunRow {
  readonly run: RunRecord;
  readonly status: RunStatus;
  readonly results?: Results;
  readonly changed: Changed;
}

interface Known extends RunRow {
  readonly before?: RunRecord;
}

/** Makes the rows of runs, oldest first, and knows those it made last of every record. */
export function createRows(): (
  runs: readonly RunRecord[],
  current: Pick<Run, 'id' | 'phase' | 'end'> | undefined,
  elsewhere: readonly string[],
) => RunRow[] {
  const known = new WeakMap<RunRecord, Known>();
  return (runs, current, elsewhere) =>
    runs.map((run, i) => {
      const status = statusOf(run, current, elsewhere);
      const before = runs[i - 1];
      const last = known.get(run);
      // Of the run before, its settings and its name count, which a step does not change.
      const same =
        last?.status === status &&
        last.before?.config === before?.config &&
        last.before?.name === before?.name;
      if (last && same) return last;
      const row = { run, status, before, results: resultsOf(run), changed: changedOf(run, runs) };
      known.set(run, row);
      return row;
    });
}

export const runSorts = ['newest', 'accuracy', 'name', 'network'] as const;
export type RunSort = (typeof runSorts)[number];

/** @param networkName What the network of a run is called. */
export type NetworkName = (config: RunConfig) => string;

/** Rows whose name, note or network has every word of the query. */
export function foundRows(
  rows: readonly RunRow[],
  query: string,
  networkName: NetworkName,
): readonly RunRow[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return rows;
  return rows.filter(({ run }) => {
    const text = `${run.name} ${run.note} ${networkName(run.config)}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** Numbers in names count as numbers: ResNet-8 stands before ResNet-20. */
const byText = new Intl.Collator('en', { numeric: true });
const best = ({ results }: RunRow): number => results?.best ?? Number.NEGATIVE_INFINITY;
/** Infinities that are the same differ by NaN, which is no order. */
const falling = (a: number, b: number): number => (a === b ? 0 : b - a);

/** Pinned ones first in every order, the newest first among equals. */
export function sortedRows(rows: readonly RunRow[], sort: RunSort, networkName: NetworkName): RunRow[] {
  const order = (a: RunRow, b: RunRow): number => {
    switch (sort) {
      case 'newest':
        return 0;
      case 'accuracy':
        return falling(best(a), best(b));
      case 'name':
        return byText.compare(a.run.name, b.run.name);
      case 'network':
        return byText.compare(networkName(a.run.config), networkName(b.run.config));
      default:
        return sort satisfies never;
    }
  };
  return [...rows].sort(
    (a, b) => Number(b.run.pinned) - Number(a.run.pinned) || order(a, b) || b.run.startedAt - a.run.startedAt,
  );
}

/** The ids from one row to another, both included, in the order of the list. */
export function rangeOf(rows: readonly RunRow[], from: string, to: string): string[] {
  const places = [from, to].map((id) => rows.findIndex(({ run }) => run.id === id));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  return first < 0 ? [to] : rows.slice(first, last + 1).map(({ run }) => run.id);
}
