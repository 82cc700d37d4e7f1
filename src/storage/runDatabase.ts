/** Records of runs in the browser's database, checked when read: they may be of another version of the page, or damaged. */
import { openDatabase } from './database.ts';
import type { RunRecord } from './runRecord.ts';
import { readRecord, writeRecord } from './runRecordSchema.ts';
import { noRepository, type RunRepository } from './runRepository.ts';

const runDatabase: RunRepository = {
  persistent: true,
  async load() {
    const runs: RunRecord[] = [];
    let damaged = 0;
    const db = await openDatabase();
    // One after another: reading and checking hundreds at once would hold up the page.
    for await (const { value } of db.transaction('runs').store) {
      const run = readRecord(value);
      if (run) runs.push(run);
      else damaged++;
    }
    return { runs, damaged };
  },
  async save(run) {
    await (await openDatabase()).put('runs', writeRecord(run));
  },
  async remove(id) {
    await (await openDatabase()).delete('runs', id);
  },
};

/** The database, or none where the browser refuses one. */
export const openRunRepository = (): Promise<RunRepository> =>
  openDatabase().then(
    () => runDatabase,
    () => noRepository,
  );
