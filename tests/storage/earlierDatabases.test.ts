/** What the page of 217e12d stored in three databases is taken over into one: all of it, once, whatever happens meanwhile. */
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { writeRecord } from '../../src/storage/runRecordSchema.ts';
import { fillStorage, type StorageSnapshot } from '../fixtures/browser/snapshot.ts';

const snapshot: StorageSnapshot = JSON.parse(
  readFileSync(new URL('../fixtures/browser/217e12d.json', import.meta.url), 'utf8'),
);

/** What a tab or a worker has of its own: its modules. All share the browser's databases. */
async function tab() {
  vi.resetModules();
  const [{ openDatabase }, { openRunRepository }, { checkpointDatabase }, { tuningStore }] =
    await Promise.all([
      import('../../src/storage/database.ts'),
      import('../../src/storage/runDatabase.ts'),
      import('../../src/storage/checkpointDatabase.ts'),
      import('../../src/worker/tuningStore.ts'),
    ]);
  return { openDatabase, openRunRepository, checkpointDatabase, tuningStore };
}

/** Keys of every store of every database, as `database/store/key`; `of` chooses the databases. */
async function keys(of: (name: string) => boolean): Promise<string[]> {
  const found: string[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    if (!of(name)) continue;
    const db = await openDB(name);
    for (const store of db.objectStoreNames)
      for (const key of await db.getAllKeys(store)) found.push(`${store}/${String(key)}`);
    db.close();
  }
  return found.sort();
}
const storedNow = () => keys((name) => name === 'resnet-playground');
const storedEarlier = () => keys((name) => name !== 'resnet-playground');

const byName: Readonly<Record<string, string>> = {
  known: 'checkpoints',
  files: 'checkpointFiles',
  runs: 'runs',
  tuning: 'tuning',
};
const everything = snapshot.databases
  .flatMap(({ stores }) => stores)
  .flatMap(({ name, records }) => records.map(({ key }) => `${byName[name]}/${String(key)}`))
  .sort();
const inNewNames = (found: readonly string[]) =>
  found.map((path) => path.replace(/^[^/]+/, (store) => byName[store] ?? store)).sort();

beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('localStorage', { setItem: () => {} });
  await fillStorage(snapshot);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('what the page of 217e12d stored', () => {
  it('is found in the one database: runs, checkpoints with their files, what was tuned', async () => {
    const { openRunRepository, checkpointDatabase, tuningStore } = await tab();
    const { runs, damaged } = await (await openRunRepository()).load();
    expect(damaged).toBe(0);
    expect(runs.map(({ name, note, pinned, end }) => [name, note, pinned, end?.outcome])).toEqual([
      ['baseline', 'The baseline.', true, 'finished'],
      ['golden-squid', '', false, 'stopped'],
      ['jolly-grouse', '', false, 'stopped'],
    ]);
    const [first] = runs;
    expect(first?.epochs).toHaveLength(3);
    expect(first?.series.points.length).toBeGreaterThan(10);
    expect(first?.gradients.points.length).toBeGreaterThan(1);
    expect(first?.config).toMatchObject({ blocks: [1, 1, 1], width: 4, tuning: 'on' });

    const infos = await checkpointDatabase.list();
    expect(infos.map(({ runId, epoch }) => [runId, epoch])).toEqual([
      [runs[2]?.id, 1],
      [runs[1]?.id, 1],
      [runs[0]?.id, 3],
    ]);
    for (const { runId, step, best } of infos) {
      const last = await checkpointDatabase.load(runId, 'last');
      expect(last && readCheckpointFile(last).position.step).toBe(step);
      const weights = await checkpointDatabase.load(runId, 'best');
      expect(weights && readStateFile(weights).steps).toBeGreaterThan(0);
      expect(best?.testAccuracy).toBeGreaterThan(0);
    }
    expect(JSON.parse((await tuningStore.get('v1 google swiftshader')) ?? '')).toHaveProperty([
      'forward 8 32 32 4 4 3 1 1',
    ]);
    expect(await storedNow()).toEqual(everything);
    expect(await storedEarlier()).toEqual([]);
  });

  it('is moved once: what is changed, deleted or saved later stays so', async () => {
    const first = await tab();
    const repository = await first.openRunRepository();
    const [baseline, squid] = (await repository.load()).runs;
    if (!baseline || !squid) throw new Error('The fixture has three runs.');
    await repository.change(baseline.id, () => ({ ...baseline, name: 'renamed' }));
    await repository.remove(squid.id, 1);
    await first.checkpointDatabase.remove(squid.id);
    const second = await tab();
    const { runs } = await (await second.openRunRepository()).load();
    expect(runs.map(({ name }) => name)).toEqual(['renamed', 'jolly-grouse']);
    expect(await second.checkpointDatabase.list()).toHaveLength(2);
  });

  it.each(['with', 'without'])(
    'is whole where tabs and workers open at the same time, %s locks',
    async (locks) => {
      let before: Promise<unknown> = Promise.resolve();
      const request = vi.fn((_name: string, work: () => Promise<void>) => {
        const mine = before.then(work);
        before = mine;
        return mine;
      });
      vi.stubGlobal('navigator', locks === 'with' ? { locks: { request } } : {});
      const tabs = [await tab(), await tab(), await tab(), await tab()];
      const opened = await Promise.all(
        tabs.map(async ({ openRunRepository, checkpointDatabase }) => {
          const [{ runs }, infos] = await Promise.all([
            (await openRunRepository()).load(),
            checkpointDatabase.list(),
          ]);
          return [runs.length, infos.length];
        }),
      );
      expect(opened).toEqual([
        [3, 3],
        [3, 3],
        [3, 3],
        [3, 3],
      ]);
      expect(await storedNow()).toEqual(everything);
      expect(request).toHaveBeenCalledTimes(locks === 'with' ? 4 : 0);
    },
  );

  it('is never lost where moving is interrupted, at any of its writes, and is whole after the next visit', async () => {
    const { put, delete: remove } = IDBObjectStore.prototype;
    for (const method of ['put', 'delete'] as const) {
      for (let writes = 0; ; writes++) {
        vi.stubGlobal('indexedDB', new IDBFactory());
        await fillStorage(snapshot);
        let left = writes;
        let interrupted = false;
        // From one write on, none is committed: the disk is full, or the browser is going.
        const watched = <R extends IDBRequest>(request: R, { transaction }: IDBObjectStore): R => {
          if (left-- > 0) return request;
          interrupted = true;
          request.addEventListener('success', () => transaction.abort());
          return request;
        };
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
          this: IDBObjectStore,
          ...args
        ) {
          const request = put.apply(this, args);
          return method === 'put' ? watched(request, this) : request;
        });
        vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(function (this: IDBObjectStore, key) {
          const request = remove.call(this, key);
          return method === 'delete' ? watched(request, this) : request;
        });
        await (await tab()).openDatabase();
        vi.restoreAllMocks();
        const both = new Set([...(await storedNow()), ...inNewNames(await storedEarlier())]);
        expect([...both].sort(), `${method} ${writes}`).toEqual(everything);
        await (await tab()).openDatabase();
        expect(await storedNow(), `${method} ${writes}, on the next visit`).toEqual(everything);
        expect(await storedEarlier()).toEqual([]);
        if (!interrupted) {
          expect(writes).toBeGreaterThan(3);
          break;
        }
      }
    }
  });

  it('is moved again where a tab with the page of 217e12d has gone on since, and only what has gone on', async () => {
    const first = await tab();
    const repository = await first.openRunRepository();
    const [, squid, grouse] = (await repository.load()).runs;
    const info = (await first.checkpointDatabase.list())[0];
    if (!squid || !grouse || !info) throw new Error('The fixture has three runs.');
    const runs = await openDB('resnet-playground-runs');
    await runs.put('runs', writeRecord({ ...squid, step: squid.step + 10 }));
    await runs.put('runs', writeRecord({ ...grouse, name: 'as it was' }));
    runs.close();
    const second = await tab();
    const after = (await (await second.openRunRepository()).load()).runs;
    expect(after.map(({ name, step }) => [name, step]).slice(1)).toEqual([
      [squid.name, squid.step + 10],
      [grouse.name, grouse.step],
    ]);
    expect(await storedEarlier()).toEqual([]);
  });

  it('is moved as it is where it is damaged', async () => {
    const earlier = await openDB('resnet-playground-runs');
    await earlier.put('runs', { id: 'damaged', version: 1, name: 7 });
    earlier.close();
    const { openRunRepository } = await tab();
    const { runs, damaged } = await (await openRunRepository()).load();
    expect([runs.length, damaged]).toEqual([3, 1]);
    expect(await storedNow()).toContain('runs/damaged');
  });
});

describe('the database', () => {
  it('is the only one that a new visitor gets', async () => {
    vi.stubGlobal('indexedDB', new IDBFactory());
    const { openRunRepository } = await tab();
    expect((await openRunRepository()).persistent).toBe(true);
    expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(['resnet-playground']);
  });

  it('is opened again after it was deleted by hand', async () => {
    const { openRunRepository } = await tab();
    const repository = await openRunRepository();
    const [run] = (await repository.load()).runs;
    await new Promise((done) => {
      indexedDB.deleteDatabase('resnet-playground').onsuccess = done;
    });
    expect((await repository.load()).runs).toEqual([]);
    if (run) await repository.change(run.id, () => run);
    expect((await repository.load()).runs).toEqual([run]);
  });

  it('may be refused: then runs go with the page, and nothing is known of checkpoints', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('Blocked.', 'SecurityError');
      },
    });
    const { openRunRepository, checkpointDatabase, tuningStore } = await tab();
    const repository = await openRunRepository();
    expect(repository.persistent).toBe(false);
    expect(await repository.load()).toEqual({ runs: [], damaged: 0 });
    await expect(checkpointDatabase.list()).rejects.toThrow('Blocked.');
    await expect(tuningStore.get('any')).rejects.toThrow('Blocked.');
  });

  it('closes for a newer version of the page, and then says that it cannot store', async () => {
    const { openRunRepository } = await tab();
    const repository = await openRunRepository();
    const [run] = (await repository.load()).runs;
    const newer = await openDB('resnet-playground', 1000);
    if (run) await expect(repository.change(run.id, () => run)).rejects.toThrow();
    newer.close();
  });
});
