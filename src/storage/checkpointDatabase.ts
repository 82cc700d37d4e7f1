/**
 * Checkpoints in the browser's database. The worker writes them, the page lists and deletes them. What is known of
 * a checkpoint lies apart from its files. Whoever deletes a run's checkpoints deletes its frames and its path too.
 */
import * as v from 'valibot';
import { configTexts } from '../formats/checkpointFile.ts';
import { configFrom } from '../training/config.ts';
import { count } from '../training/schemas.ts';
import type { CheckpointInfo, CheckpointRepository, StoredPart } from './checkpoints.ts';
import { inDatabase } from './database.ts';
import { isAsWritten, withChecksum } from './recordChecksum.ts';
import { type CheckpointPlace, checkpointPlaces, epochStores, epochsFrom, levelPlaces } from './schema.ts';
import { done } from './transactions.ts';

const record = v.object({
  runId: v.pipe(v.string(), v.nonEmpty()),
  savedAt: v.pipe(v.number(), v.finite()),
  bytes: count,
  config: v.record(v.string(), v.string()),
  step: count,
  epoch: count,
  best: v.exactOptional(v.union([v.object({ epoch: count, testAccuracy: v.number() }), v.undefined()])),
});

/** The database may hold records of another version of the page, or damaged ones: those do not count. */
function readRecord(value: unknown): CheckpointInfo | undefined {
  if (!isAsWritten(value)) return undefined;
  const result = v.safeParse(record, value);
  if (!result.success) return undefined;
  try {
    return { ...result.output, config: configFrom(result.output.config) };
  } catch {
    return undefined;
  }
}

const stores = ['checkpoints', 'checkpointFiles'] as const;

interface Removable<K> {
  delete(key: K): Promise<void>;
}

/** Within a change: what is known of a run's checkpoints, their files, and what the run's epochs left. */
const removeFrom = (
  infos: Removable<string>,
  files: Removable<[runId: string, place: CheckpointPlace]>,
  epochs: readonly Removable<IDBKeyRange>[],
  runId: string,
): Promise<unknown> =>
  Promise.all([
    infos.delete(runId),
    ...checkpointPlaces.map((place) => files.delete([runId, place])),
    ...epochs.map((store) => store.delete(epochsFrom(runId))),
  ]);

/** The place of the newest file of a run, by what is stored of it, and that of the one before. */
function placesOf(stored: unknown): Readonly<Record<StoredPart, CheckpointPlace>> {
  const { newest } = Object(stored) as Record<'newest', unknown>;
  return newest === 'spare'
    ? { last: 'spare', previous: 'last', best: 'best' }
    : { last: 'last', previous: 'spare', best: 'best' };
}

export const checkpointDatabase: CheckpointRepository = {
  list: () =>
    inDatabase(async (db) => {
      const records: unknown[] = await db.getAll('checkpoints');
      const infos = records.map(readRecord).filter((info) => info !== undefined);
      return infos.sort((a, b) => b.savedAt - a.savedAt);
    }),
  load: (runId, part) =>
    inDatabase(async (db) => {
      const look = db.transaction(stores);
      const place = placesOf(await look.objectStore('checkpoints').get(runId))[part];
      const bytes: unknown = await look.objectStore('checkpointFiles').get([runId, place]);
      return bytes instanceof Uint8Array ? bytes : undefined;
    }),
  // All or nothing: a page that goes in the middle leaves the checkpoint before.
  save: (info, { last, best }) =>
    inDatabase(async (db) => {
      const { runId, config } = info;
      const change = db.transaction(stores, 'readwrite');
      const files = change.objectStore('checkpointFiles');
      const stored: unknown = await change.objectStore('checkpoints').get(runId);
      // The first one of a run has none before it.
      const places = placesOf(stored);
      const newest = last && stored !== undefined ? places.previous : places.last;
      const put = change.objectStore('checkpoints').put(
        withChecksum({
          ...info,
          config: configTexts(config),
          newest: newest === 'spare' ? ('spare' as const) : ('last' as const),
        }),
      );
      await done(change, [
        ...(last ? [files.put(last, [runId, newest])] : []),
        ...(best ? [files.put(best, [runId, 'best'])] : []),
        put,
      ]);
    }),
  levels: (runId) =>
    inDatabase(async (db) => {
      const files: unknown[] = await Promise.all(
        levelPlaces.map((place) => db.get('checkpointFiles', [runId, place])),
      );
      return files.filter((file) => file instanceof Uint8Array);
    }),
  saveLevels: (runId, saved) =>
    inDatabase(async (db) => {
      const change = db.transaction('checkpointFiles', 'readwrite');
      const put = levelPlaces.map((place, i) => {
        const file = saved[i];
        return file ? change.store.put(file, [runId, place]) : change.store.delete([runId, place]);
      });
      await done(change, put);
    }),
  remove: (runId) =>
    inDatabase(async (db) => {
      const change = db.transaction([...stores, ...epochStores], 'readwrite');
      await done(change, [
        removeFrom(
          change.objectStore('checkpoints'),
          change.objectStore('checkpointFiles'),
          epochStores.map((store) => change.objectStore(store)),
          runId,
        ),
      ]);
    }),
};

/** Deletes the checkpoints of a run, its frames and its path, for good. Where the browser has no database there is nothing to delete. */
export const deleteCheckpoints = (runId: string): Promise<void> =>
  checkpointDatabase.remove(runId).catch(() => {});

/**
 * Deletes the checkpoints of runs, their frames and their paths, to make room, but of none that is pinned by now, in whichever tab that was done.
 * @returns the runs whose checkpoints went.
 */
export const dropCheckpoints = (runIds: readonly string[]): Promise<string[]> =>
  inDatabase(async (db) => {
    const change = db.transaction([...stores, ...epochStores, 'runs'], 'readwrite');
    const dropped: string[] = [];
    const drop = async (runId: string) => {
      if ((await change.objectStore('runs').get(runId))?.pinned === true) return;
      await removeFrom(
        change.objectStore('checkpoints'),
        change.objectStore('checkpointFiles'),
        epochStores.map((store) => change.objectStore(store)),
        runId,
      );
      dropped.push(runId);
    };
    await done(change, runIds.map(drop));
    return dropped;
  });
