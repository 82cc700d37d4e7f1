/** Paths in the database: as they were written, without what lies astray, within their bound, and gone with their run. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { PathPoint } from '../../src/nn/pathPlane.ts';
import { type PathInfo, pathSurplus, thinned } from '../../src/storage/pathRepository.ts';

/** What a tab has of its own: its modules. */
async function tab() {
  vi.resetModules();
  const [{ openDatabase }, { pathDatabase }, { frameSizes }, checkpoints, { openRunRepository }] =
    await Promise.all([
      import('../../src/storage/database.ts'),
      import('../../src/storage/pathDatabase.ts'),
      import('../../src/storage/frameDatabase.ts'),
      import('../../src/storage/checkpointDatabase.ts'),
      import('../../src/storage/runDatabase.ts'),
    ]);
  return { ...checkpoints, openDatabase, paths: pathDatabase, frameSizes, runs: await openRunRepository() };
}
const point = (epoch: number): PathPoint => ({
  epoch,
  step: 10 * epoch,
  weights: [{ name: 'a', shape: [1, 2], data: Float32Array.of(epoch, -epoch) }],
});
const place = (epoch: number, blocks = '1,1') => ({ step: 10 * epoch, blocks });
const epochs = (points: readonly { readonly epoch: number }[]) => points.map(({ epoch }) => epoch);

describe('paths', () => {
  beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

  it('come back as they were written, by run and epoch, and count in what a run takes', async () => {
    const { paths, frameSizes } = await tab();
    await paths.keep('a', place(2), [point(0), point(2)], 1);
    await paths.keep('a', place(10), [point(10)], 2);
    await paths.keep('ab', place(3), [point(3)], 3);
    expect(await paths.load('a')).toEqual([point(0), point(2), point(10)]);
    expect(await paths.load('b')).toEqual([]);
    expect(await frameSizes()).toEqual(
      new Map([
        ['a', 24],
        ['ab', 8],
      ]),
    );
  });

  it('lose what lies astray: what comes later than the run is, and what is of another depth', async () => {
    const { paths } = await tab();
    for (const epoch of [1, 2, 3]) await paths.keep('a', place(epoch), [point(epoch)], epoch);
    await paths.keep('b', place(9), [point(9)], 9);
    await paths.keep('a', place(2), [point(2)], 4);
    expect(epochs(await paths.load('a'))).toEqual([1, 2]);
    // In the middle of the third epoch a block came.
    await paths.keep('a', { step: 25, blocks: '2,1' }, [], 5);
    expect(await paths.load('a')).toEqual([]);
    await paths.keep('a', place(3, '2,1'), [point(3)], 6);
    expect(epochs(await paths.load('a'))).toEqual([3]);
    expect(epochs(await paths.load('b'))).toEqual([9]);
  });

  it('go with the weights of their run, and come of no run that was deleted', async () => {
    const { paths, deleteCheckpoints, dropCheckpoints, openDatabase } = await tab();
    for (const run of ['a', 'b', 'c']) await paths.keep(run, place(1), [point(1)], 1);
    await deleteCheckpoints('a');
    await dropCheckpoints(['b']);
    const db = await openDatabase();
    await db.put('deletedRuns', 1, 'd');
    await paths.keep('d', place(1), [point(1)], 1);
    expect((await Promise.all(['a', 'b', 'c', 'd'].map(paths.load))).map(epochs)).toEqual([[], [], [1], []]);
    expect(await db.count('pathInfos')).toBe(1);
  });

  it('that are damaged do not count', async () => {
    const { paths, openDatabase } = await tab();
    await paths.keep('a', place(2), [point(1), point(2)], 1);
    const db = await openDatabase();
    await db.put('paths', { ...(await db.get('paths', ['a', 1])), step: 11 }, ['a', 1]);
    expect(epochs(await paths.load('a'))).toEqual([2]);
  });
});

describe('the bound', () => {
  const info = (runId: string, epoch: number, savedAt = epoch, bytes = 10): PathInfo => ({
    ...{ runId, epoch, savedAt, bytes },
    step: 10 * epoch,
    blocks: '1',
  });
  const limits = { bytes: 100, ofRun: 80, points: 5 };

  it('thins a path evenly as it grows: its first and its newest point stay', () => {
    let path: PathInfo[] = [];
    for (let epoch = 0; epoch <= 40; epoch++) {
      path.push(info('a', epoch));
      const gone = thinned(path, limits);
      path = path.filter((one) => !gone.includes(one));
      expect(path.length).toBeLessThanOrEqual(5);
      expect([path[0]?.epoch, path.at(-1)?.epoch]).toEqual([0, epoch]);
    }
    const gaps = path.slice(1).map(({ epoch }, i) => epoch - path[i]!.epoch);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(16);
    // Or by what it takes.
    expect(
      thinned(
        [0, 1, 2, 3].map((epoch) => info('a', epoch, 1, 30)),
        limits,
      ),
    ).toHaveLength(2);
  });

  it('lets whole paths go, of the run first that was stored longest ago, never of the one that is stored', () => {
    const infos = ['a', 'b', 'c'].flatMap((run, i) => [1, 2].map((epoch) => info(run, epoch, 10 - i, 20)));
    expect(new Set(pathSurplus(infos, 'a', limits).map(({ runId }) => runId))).toEqual(new Set(['c']));
    expect(new Set(pathSurplus(infos, 'c', limits).map(({ runId }) => runId))).toEqual(new Set(['b']));
    expect(pathSurplus(infos, 'c', { ...limits, bytes: 120 })).toEqual([]);
  });
});
