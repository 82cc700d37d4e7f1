/**
 * Checkpoints in IndexedDB. The worker writes them, the page lists and deletes them. What is known of a checkpoint lies
 * apart from its files, so that a list does not read hundreds of megabytes.
 */
import { openDB } from 'idb';
import * as v from 'valibot';
import { configTexts } from '../formats/checkpointFile.ts';
import { configFrom } from '../training/config.ts';
import { type CheckpointInfo, type CheckpointRepository, checkpointParts } from './checkpoints.ts';

const databaseName = 'resnet-playground-checkpoints';
const [knownStore, fileStore] = ['known', 'files'] as const;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
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
  const result = v.safeParse(record, value);
  if (!result.success) return undefined;
  try {
    return { ...result.output, config: configFrom(result.output.config) };
  } catch {
    return undefined;
  }
}

const open = () =>
  openDB(databaseName, 1, {
    upgrade(db) {
      db.createObjectStore(knownStore, { keyPath: 'runId' });
      db.createObjectStore(fileStore);
    },
    // A newer version of the page in another tab goes first.
    blocking: (_current, _next, event) => (event.target as IDBDatabase | null)?.close(),
  });

/** Every call opens the database: between two of them it may have been closed, or deleted by hand. */
async function withDatabase<T>(work: (db: Awaited<ReturnType<typeof open>>) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } finally {
    db.close();
  }
}

export const checkpointDatabase: CheckpointRepository = {
  list: () =>
    withDatabase(async (db) => {
      const records: unknown[] = await db.getAll(knownStore);
      const known = records.map(readRecord).filter((info) => info !== undefined);
      return known.sort((a, b) => b.savedAt - a.savedAt);
    }),
  load: (runId, part) =>
    withDatabase(async (db) => {
      const bytes: unknown = await db.get(fileStore, [runId, part]);
      return bytes instanceof Uint8Array ? bytes : undefined;
    }),
  // All or nothing: a page that goes in the middle leaves the checkpoint before.
  save: (info, parts) =>
    withDatabase(async (db) => {
      const change = db.transaction([knownStore, fileStore], 'readwrite');
      const files = change.objectStore(fileStore);
      const puts = checkpointParts.flatMap((part) =>
        parts[part] ? [files.put(parts[part], [info.runId, part])] : [],
      );
      const known = change.objectStore(knownStore).put({ ...info, config: configTexts(info.config) });
      await Promise.all([...puts, known, change.done]);
    }),
  remove: (runId) =>
    withDatabase(async (db) => {
      const change = db.transaction([knownStore, fileStore], 'readwrite');
      const files = change.objectStore(fileStore);
      await Promise.all([
        change.objectStore(knownStore).delete(runId),
        ...checkpointParts.map((part) => files.delete([runId, part])),
        change.done,
      ]);
    }),
};

/** Deletes the checkpoints of a run, for good. Where the browser has no database there is nothing to delete. */
export const deleteCheckpoints = (runId: string): Promise<void> =>
  checkpointDatabase.remove(runId).catch(() => {});
