/**
 * Opens the one database of the browser, for page and worker alike. Its stores are described in `schema.ts`; each has a
 * repository of its own beside this file.
 */
import { openDB } from 'idb';
import { emptyEarlierDatabases } from './earlierDatabases.ts';
import type { PlaygroundDatabase, PlaygroundSchema } from './schema.ts';

const databaseName = 'resnet-playground';
const databaseVersion = 5;

let connection: Promise<PlaygroundDatabase> | undefined;

async function open(): Promise<PlaygroundDatabase> {
  const db = await openDB<PlaygroundSchema>(databaseName, databaseVersion, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('runs', { keyPath: 'id' });
        db.createObjectStore('checkpoints', { keyPath: 'runId' });
        db.createObjectStore('checkpointFiles');
        db.createObjectStore('tuning');
      }
      if (from < 2) db.createObjectStore('deletedRuns');
      if (from < 3) {
        db.createObjectStore('frameInfos');
        db.createObjectStore('frames');
      }
      if (from < 4) {
        db.createObjectStore('pathInfos');
        db.createObjectStore('paths');
      }
      if (from < 5) db.createObjectStore('ownSets');
    },
    // A newer version of the page in another tab goes first, or somebody deletes the database by hand.
    blocking(_current, _next, event) {
      connection = undefined;
      (event.target as IDBDatabase | null)?.close();
    },
    terminated() {
      connection = undefined;
    },
  });
  await emptyEarlierDatabases(db);
  return db;
}

/**
 * The database, opened at the first call and again after it was closed, with what earlier versions of the page had stored.
 * @throws where the browser stores nothing for this page, or where a newer version of the page has changed the database.
 */
export function openDatabase(): Promise<PlaygroundDatabase> {
  connection ??= open().catch((error) => {
    connection = undefined;
    throw error;
  });
  return connection;
}

/** What a browser says of a connection that it has closed: because the site's data were deleted, or the disk failed. */
const isClosed = (error: unknown): boolean =>
  error instanceof Error && ['InvalidStateError', 'AbortError'].includes(error.name);

/**
 * Does something with the database, and where its connection was closed meanwhile, does it once more with a new one.
 * @param task Does no harm when it is done twice.
 */
export async function inDatabase<T>(task: (db: PlaygroundDatabase) => Promise<T>): Promise<T> {
  const opened = openDatabase();
  try {
    return await task(await opened);
  } catch (error) {
    if (!isClosed(error)) throw error;
    if (connection === opened) connection = undefined;
    return task(await openDatabase());
  }
}
