/** The list of many runs: what is found, in which order, and how little of it a step of the run under way draws again. */
import { describe, expect, it } from 'vitest';
import { newRun } from '../../../src/app/state/run.ts';
import { newRecord, updatedRecord } from '../../../src/app/state/runs.ts';
import { createRows, foundRows, type RunRow, rangeOf, sortedRows } from '../../../src/app/state/runsList.ts';
import { modelName } from '../../../src/model/presets.ts';
import type { RunRecord } from '../../../src/storage/runRecord.ts';
import type { RunConfig } from '../../../src/training/settings.ts';
import { config, epoch } from '../events.ts';

const recordsOf = (...configs: RunConfig[]): RunRecord[] =>
  configs.reduce<RunRecord[]>((all, c, i) => all.concat(newRecord(newRun(`r${i}`, c), all, 1000 * i)), []);
const ids = (rows: readonly RunRow[]): string[] => rows.map(({ run }) => run.id);
const networkName = (c: RunConfig): string => (c.shortcut === 'none' ? 'Plain' : modelName(c));

describe('the rows of 200 runs', () => {
  const records = recordsOf(...Array.from({ length: 200 }, () => config));
  const current = { id: 'r199', phase: 'training' } as const;

  /** Rows that are other objects than before: those that are drawn again. */
  function drawnAgain(before: readonly RunRecord[], after: readonly RunRecord[], phase = current): number {
    const rowsOf = createRows();
    const first = rowsOf(before, current, []);
    return rowsOf(after, phase, []).filter((row, i) => row !== first[i]).length;
  }
  const withOne = (i: number, change: (run: RunRecord) => RunRecord): RunRecord[] =>
    records.map((run, at) => (at === i ? change(run) : run));

  it('are the same as before where nothing changed', () => {
    expect(drawnAgain(records, records)).toBe(0);
    expect(drawnAgain(records, [...records])).toBe(0);
  });
  it('change for the run under way alone when it takes a step or ends an epoch', () => {
    const run = newRun('r199', config);
    expect(
      drawnAgain(
        records,
        withOne(199, (one) => updatedRecord(one, { ...run, step: 7 })),
      ),
    ).toBe(1);
    expect(
      drawnAgain(
        records,
        withOne(199, (one) => updatedRecord(one, { ...run, epochs: [epoch(1)] })),
      ),
    ).toBe(1);
  });
  it('change for one run that is marked, and for the next one too where its name is told there', () => {
    expect(
      drawnAgain(
        records,
        withOne(50, (one) => ({ ...one, shown: false })),
      ),
    ).toBe(1);
    expect(
      drawnAgain(
        records,
        withOne(50, (one) => ({ ...one, name: 'mine' })),
      ),
    ).toBe(2);
  });
  it('say the status anew', () => {
    const rowsOf = createRows();
    expect(rowsOf(records, current, []).at(-1)?.status).toBe('running');
    expect(rowsOf(records, undefined, []).at(-1)?.status).toBe('interrupted');
    expect(rowsOf(records, undefined, ['r199']).at(-1)?.status).toBe('elsewhere');
  });
  it('know what a later run differs from once the one between is gone', () => {
    const three = recordsOf(config, { ...config, epochs: 3 }, config);
    const rowsOf = createRows();
    expect(rowsOf(three, undefined, [])[2]?.changed.changes).toHaveLength(1);
    expect(rowsOf([three[0]!, three[2]!], undefined, [])[1]?.changed.changes).toEqual([]);
  });
});

describe('the list', () => {
  const measured = (run: RunRecord, testAccuracy: number): RunRecord => ({
    ...run,
    epochs: [epoch(1, { testAccuracy })],
  });
  const [a, b, c, d] = recordsOf(
    config,
    { ...config, blocks: [1, 1, 1] },
    { ...config, shortcut: 'none' },
    { ...config, blocks: [9, 9, 9] },
  );
  const rows = createRows()(
    [
      { ...measured(a!, 0.5), name: 'beta 10', note: 'The Baseline.' },
      { ...measured(b!, 0.7), name: 'beta 9' },
      { ...c!, name: 'alpha' },
      { ...measured(d!, Number.NaN), name: 'gamma', pinned: true },
    ],
    undefined,
    [],
  );
  const found = (query: string) => ids(foundRows(rows, query, networkName));

  it('is searched by the words of name, note and network', () => {
    expect(found('')).toEqual(['r0', 'r1', 'r2', 'r3']);
    expect(found('  BETA ')).toEqual(['r0', 'r1']);
    expect(found('baseline')).toEqual(['r0']);
    expect(found('plain')).toEqual(['r2']);
    expect(found('resnet56 gam')).toEqual(['r3']);
    expect(found('beta plain')).toEqual([]);
  });
  it('has the pinned first, then the order that is chosen', () => {
    expect(ids(sortedRows(rows, 'newest', networkName))).toEqual(['r3', 'r2', 'r1', 'r0']);
    expect(ids(sortedRows(rows, 'accuracy', networkName))).toEqual(['r3', 'r1', 'r0', 'r2']);
    expect(ids(sortedRows(rows, 'name', networkName))).toEqual(['r3', 'r2', 'r1', 'r0']);
    expect(ids(sortedRows(rows, 'network', networkName))).toEqual(['r3', 'r2', 'r1', 'r0']);
  });
  it('gives the range between two rows, whichever comes first', () => {
    expect(rangeOf(rows, 'r1', 'r3')).toEqual(['r1', 'r2', 'r3']);
    expect(rangeOf(rows, 'r2', 'r0')).toEqual(['r0', 'r1', 'r2']);
    expect(rangeOf(rows, 'gone', 'r2'), 'where the first is not listed any more').toEqual(['r2']);
  });
});
