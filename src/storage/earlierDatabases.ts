/**
 * Takes over what versions of the page up to 217e12d stored in three databases of their own. Every record is moved by itself,
 * from the earlier database only once it is safe in the new one, so that nothing is lost where the browser is closed
 * in between, and tabs that do this at the same time do no harm.
 *
 * The earlier databases are emptied and not deleted: a tab that still shows such a version could no longer store its run, or
 * would wait for ever to read what was tuned. What such a tab stores after all is taken over on the next visit.
 */
import { type IDBPDatabase, wrap } from 'idb';
import type { CheckpointPart } from './checkpoints.ts';
import type { PlaygroundDatabase, PlaygroundSchema } from './schema.ts';

const names = {
  runs: 'resnet-playground-runs',
  checkpoints: 'resnet-playground-checkpoints',
  tuning: 'resnet-playground-tuning',
};

/** The database of a name, or undefined where there is none: asking must not make one. */
function openEarlier(name: string): Promise<IDBPDatabase | undefined> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onerror = (event) => {
      event.preventDefault();
      resolve(undefined);
    };
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => db.close();
      resolve(wrap(db) as IDBPDatabase);
    };
  });
}

/** How far a record is, which may be damaged: the time of a checkpoint, the steps of a run. */
function progressOf(record: unknown): number {
  const { savedAt, step } = (record ?? {}) as { readonly savedAt?: unknown; readonly step?: unknown };
  return typeof savedAt === 'number' ? savedAt : typeof step === 'number' ? step : 0;
}

/** Whether a record of the earlier database is news to the new one. */
const isNews = (record: unknown, stored: unknown): boolean =>
  stored === undefined || progressOf(record) > progressOf(stored);

async function moveRuns(earlier: IDBPDatabase, db: PlaygroundDatabase): Promise<void> {
  for (const id of (await earlier.getAllKeys('runs')) as string[]) {
    const record: PlaygroundSchema['runs']['value'] = await earlier.get('runs', id);
    const change = db.transaction(['runs', 'deletedRuns'], 'readwrite');
    const put = async () => {
      const runs = change.objectStore('runs');
      if ((await change.objectStore('deletedRuns').get(id)) !== undefined) return;
      if (isNews(record, await runs.get(id))) await runs.put(record);
    };
    await Promise.all([put(), change.done]);
    await earlier.delete('runs', id);
  }
}

async function moveCheckpoints(earlier: IDBPDatabase, db: PlaygroundDatabase): Promise<void> {
  for (const runId of (await earlier.getAllKeys('known')) as string[]) {
    const info: PlaygroundSchema['checkpoints']['value'] = await earlier.get('known', runId);
    const files: [CheckpointPart, Uint8Array | undefined][] = [
      ['last', await earlier.get('files', [runId, 'last'])],
      ['best', await earlier.get('files', [runId, 'best'])],
    ];
    // All or nothing.
    const change = db.transaction(['checkpoints', 'checkpointFiles'], 'readwrite');
    const put = async () => {
      const infos = change.objectStore('checkpoints');
      if (!isNews(info, await infos.get(runId))) return;
      await infos.put(info);
      for (const [part, bytes] of files)
        if (bytes) await change.objectStore('checkpointFiles').put(bytes, [runId, part]);
    };
    await Promise.all([put(), change.done]);
    const cleared = earlier.transaction(['known', 'files'], 'readwrite');
    await Promise.all([
      cleared.objectStore('known').delete(runId),
      ...files.map(([part]) => cleared.objectStore('files').delete([runId, part])),
      cleared.done,
    ]);
  }
}

async function moveTuning(earlier: IDBPDatabase, db: PlaygroundDatabase): Promise<void> {
  for (const key of (await earlier.getAllKeys('tuning')) as string[]) {
    const text: string = await earlier.get('tuning', key);
    const change = db.transaction('tuning', 'readwrite');
    const put = async () => {
      if ((await change.store.get(key)) === undefined) await change.store.put(text, key);
    };
    await Promise.all([put(), change.done]);
    await earlier.delete('tuning', key);
  }
}

async function move(
  name: string,
  db: PlaygroundDatabase,
  contents: (earlier: IDBPDatabase, db: PlaygroundDatabase) => Promise<void>,
): Promise<void> {
  const earlier = await openEarlier(name);
  try {
    if (earlier) await contents(earlier, db);
  } catch {
    // No room, or a damaged database: what was not moved stays where it is, for the next visit.
  } finally {
    earlier?.close();
  }
}

/** Moves everything into the new database, one tab or worker at a time where the browser has locks. Never rejects. */
export async function emptyEarlierDatabases(db: PlaygroundDatabase): Promise<void> {
  const moveAll = async () => {
    await move(names.tuning, db, moveTuning);
    await move(names.runs, db, moveRuns);
    await move(names.checkpoints, db, moveCheckpoints);
  };
  // Browsers without locks, and pages without the right to them, rely on every move being harmless when done twice.
  const locks = globalThis.navigator?.locks;
  if (!locks) return moveAll();
  let started = false;
  await locks
    .request('resnet-playground.migration', () => {
      started = true;
      return moveAll();
    })
    .catch(() => (started ? undefined : moveAll()));
}
