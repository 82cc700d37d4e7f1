/** What is known of own sets, in the browser's database, checked when read: records may be of another version of the page, or damaged. */
import * as v from 'valibot';
import { layoutNames } from '../../data/own/found.ts';
import { ownFacts } from '../../data/own/ownFacts.ts';
import { inDatabase } from '../database.ts';
import { done } from '../transactions.ts';

const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

const keptFolder = v.object({
  /** In which its pictures lie. */
  folder: v.pipe(v.string(), v.regex(/^[\w-]{1,80}$/)),
  /** Of its content, by which it is named. */
  hash: sha256,
  addedAt: amount,
  bytes: amount,
  layout: v.picklist(layoutNames),
  /** Of each of its files. */
  hashes: v.record(v.string(), sha256),
});
export type KeptFolder = Readonly<v.InferOutput<typeof keptFolder>>;

const ownSetRecord = v.object({ facts: ownFacts, kept: v.optional(keptFolder) });
/** `kept` is missing where its pictures are not here. */
export type OwnSetRecord = Readonly<v.InferOutput<typeof ownSetRecord>>;

export interface OwnSetIndex {
  list(): Promise<OwnSetRecord[]>;
  read(name: string): Promise<OwnSetRecord | undefined>;
  put(record: OwnSetRecord): Promise<void>;
  /** Writes a record unless there is one of its name. */
  add(record: OwnSetRecord): Promise<void>;
  /** Folders that some record names, also one that cannot be read here, as a newer version of the page has written it. */
  folders(): Promise<ReadonlySet<string>>;
}

function readRecord(stored: unknown): OwnSetRecord | undefined {
  const result = v.safeParse(ownSetRecord, stored);
  return result.success ? result.output : undefined;
}

/** Whatever the record is. */
function folderIn(stored: unknown): string | undefined {
  const folder = (stored as { kept?: { folder?: unknown } } | undefined)?.kept?.folder;
  return typeof folder === 'string' ? folder : undefined;
}

export const ownSetIndex: OwnSetIndex = {
  list: () =>
    inDatabase(async (db) => (await db.getAll('ownSets')).flatMap((stored) => readRecord(stored) ?? [])),
  read: (name) => inDatabase(async (db) => readRecord(await db.get('ownSets', name))),
  folders: () =>
    inDatabase(
      async (db) => new Set((await db.getAll('ownSets')).flatMap((stored) => folderIn(stored) ?? [])),
    ),
  add: (record) =>
    inDatabase(async (db) => {
      const change = db.transaction('ownSets', 'readwrite');
      const add = async () => {
        const { name } = record.facts;
        if ((await change.store.get(name)) === undefined) await change.store.put(record, name);
      };
      await done(change, [add()]);
    }),
  put: (record) =>
    inDatabase(async (db) => {
      const change = db.transaction('ownSets', 'readwrite');
      await done(change, [change.store.put(record, record.facts.name)]);
    }),
};
