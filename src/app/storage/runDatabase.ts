/** Runs in IndexedDB, read with care: the records may be of another version of the page, or damaged. */
import { openDB } from 'idb';
import type { KeptRun } from '../state/runs.ts';
import { memoryHome, type RunsHome } from './runsHome.ts';
import { readRecord, writeRecord } from './runsRecord.ts';

const databaseName = 'resnet-playground-runs';
const storeName = 'runs';

/** The database, or memory where the browser refuses one. */
export async function openRunsHome(): Promise<RunsHome> {
  try {
    const db = await openDB(databaseName, 1, {
      upgrade: (fresh) => void fresh.createObjectStore(storeName, { keyPath: 'id' }),
      // A newer version of the page in another tab goes first; this tab then says that it cannot keep its runs.
      blocking: (_current, _next, event) => (event.target as IDBDatabase | null)?.close(),
    });
    return {
      lasting: true,
      async load() {
        const runs: KeptRun[] = [];
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
    return memoryHome;
  }
}
