/**
 * Checkpoints in the browser's database. The worker writes them, the page lists and deletes them. What is known of
 * a checkpoint lies apart from its files.
 */
import * as v from 'valibot';
import { configTexts } from '../formats/checkpointFile.ts';
import { configFrom } from '../training/config.ts';
import { type CheckpointInfo, type CheckpointRepository, checkpointParts } from './checkpoints.ts';
import { inDatabase } from './database.ts';
import { done } from './transactions.ts';

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

const stores = ['checkpoints', 'checkpointFiles'] as const;

export const checkpointDatabase: CheckpointRepository = {
  list: () =>
    inDatabase(async (db) => {
      const records: unknown[] = await db.getAll('checkpoints');
      const infos = records.map(readRecord).filter((info) => info !== undefined);
      return infos.sort((a, b) => b.savedAt - a.savedAt);
    }),
  load: (runId, part) =>
    inDatabase(async (db) => {
      const bytes: unknown = await db.get('checkpointFiles', [runId, part]);
      return bytes instanceof Uint8Array ? bytes : undefined;
    }),
  // All or nothing: a page that goes in the middle leaves the checkpoint before.
  save: (info, parts) =>
    inDatabase(async (db) => {
      const change = db.transaction(stores, 'readwrite');
      const files = change.objectStore('checkpointFiles');
      const puts = checkpointParts.flatMap((part) =>
        parts[part] ? [files.put(parts[part], [info.runId, part])] : [],
      );
      const put = change.objectStore('checkpoints').put({ ...info, config: configTexts(info.config) });
      await done(change, [...puts, put]);
    }),
  remove: (runId) =>
    inDatabase(async (db) => {
      const change = db.transaction(stores, 'readwrite');
      const files = change.objectStore('checkpointFiles');
      await done(change, [
        change.objectStore('checkpoints').delete(runId),
        ...checkpointParts.map((part) => files.delete([runId, part])),
      ]);
    }),
};

/** Deletes the checkpoints of a run, for good. Where the browser has no database there is nothing to delete. */
export const deleteCheckpoints = (runId: string): Promise<void> =>
  checkpointDatabase.remove(runId).catch(() => {});
