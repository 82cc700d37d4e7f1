/** Records of runs in IndexedDB, checked when read: they may be of another version of the page, or damaged. */

import { openDB } from 'idb';
import type { RunRecord } from './runRecord.ts';
import { readRecord, writeRecord } from './runRecordSchema.ts';
import { noRepository, type RunRepository } from './runRepository.ts';

const databaseName = 'resnet-playground-runs';
const storeName = 'runs';

/** The database, or none where the browser refuses one. */
export async function openRunRepository(): Promise<RunRepository> {
  try {
    const db = await openDB(databaseName, 1, {
      upgrade: (fresh) => void fresh.createObjectStore(storeName, { keyPath: 'id' }),
      // A newer version of the page in another tab goes first; this tab then says that it cannot store its runs.
      blocking: (_current, _next, event) => (event.target as IDBDatabase | null)?.close(),
    });
    return {
      persistent: true,
      async load() {
        const runs: RunRecord[] = [];
        let damaged = 0;
        // One after another: reading and checking hundreds at once would hold up the page.
        for await (const { value } of db.transaction(storeName).store) {
          const run = readRecord(value);
          if (run) runs.push(run);
          else damaged++;
        }
        return { runs, damaged };
      },
      async save(run) {
        await db.put(storeName, writeRecord(run));
      },
      remove: (id) => db.delete(storeName, id),
    };
  } catch {
    return noRepository;
  }
}
