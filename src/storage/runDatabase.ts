/** Records of runs in the browser's database, checked when read: they may be of another version of the page, or damaged. */
import { inDatabase, openDatabase } from './database.ts';
import { rememberFactsOf } from './ownSets/keptFacts.ts';
import type { RunRecord } from './runRecord.ts';
import { readRecord, writeRecord } from './runRecordSchema.ts';
import { noRepository, type RunRepository } from './runRepository.ts';
import { done } from './transactions.ts';

const stores = ['runs', 'deletedRuns'] as const;

const runDatabase: RunRepository = {
  persistent: true,
  load: () =>
    inDatabase(async (db) => {
      const runs: RunRecord[] = [];
      let damaged = 0;
      // One after another: reading and checking hundreds at once would hold up the page.
      for await (const { value } of db.transaction('runs').store) {
        const run = readRecord(value);
        if (run) runs.push(run);
        else damaged++;
      }
      await rememberFactsOf(runs.map(({ config }) => config.dataset));
      return { runs, damaged };
    }),
  read: (id) =>
    inDatabase(async (db) => {
      const run = readRecord(await db.get('runs', id));
      await rememberFactsOf(run ? [run.config.dataset] : []);
      return run;
    }),
  change: (id, how) =>
    inDatabase(async (db) => {
      const change = db.transaction(stores, 'readwrite');
      const runs = change.objectStore('runs');
      const put = async () => {
        if ((await change.objectStore('deletedRuns').get(id)) !== undefined) return undefined;
        const next = how(readRecord(await runs.get(id)));
        await runs.put(writeRecord(next));
        return next;
      };
      const result = put();
      await done(change, [result]);
      return result;
    }),
  remove: (id, at) =>
    inDatabase(async (db) => {
      const change = db.transaction(stores, 'readwrite');
      await done(change, [
        change.objectStore('runs').delete(id),
        change.objectStore('deletedRuns').put(at, id),
      ]);
    }),
  restore: (run) =>
    inDatabase(async (db) => {
      const change = db.transaction(stores, 'readwrite');
      await done(change, [
        change.objectStore('deletedRuns').delete(run.id),
        change.objectStore('runs').put(writeRecord(run)),
      ]);
    }),
};

/** The database, or none where the browser refuses one. */
export const openRunRepository = (): Promise<RunRepository> =>
  openDatabase().then(
    () => runDatabase,
    () => noRepository,
  );
