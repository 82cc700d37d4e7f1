/**
 * Own sets in this browser: pictures as files, and what is known of them in the database, which is written when the files are there: a set is kept as a whole or not at
 * all, whenever a page ends. One change at a time, in whichever tab; what was left half written is removed with the next.
 */
import { sha256Hex } from '../../base/sha256.ts';
import { megabytes } from '../../data/own/bounds.ts';
import type { LayoutName } from '../../data/own/found.ts';
import type { MadeSplit } from '../../data/own/madeSplit.ts';
import type { OwnSet } from '../../data/own/makeSet.ts';
import { OwnDataError } from '../../data/own/ownDataError.ts';
import type { OwnFacts } from '../../data/own/ownFacts.ts';
import type { DatasetFacts, SplitName } from '../../data/sets/index.ts';
import { ProblemError } from '../../problems/index.ts';
import type { SetFolders } from './folders.ts';
import type { KeptSet } from './keptSet.ts';
import type { KeptFolder, OwnSetIndex, OwnSetRecord } from './ownSetIndex.ts';

/** One change at a time, and none while somebody reads. */
export interface SetLock {
  exclusive<T>(work: () => Promise<T>): Promise<T>;
  shared<T>(work: () => Promise<T>): Promise<T>;
}

export interface OwnSetsOptions {
  readonly folders: SetFolders;
  readonly index: OwnSetIndex;
  readonly lock: SetLock;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A name that no other folder has. */
  readonly newFolder: () => string;
}

/** Splits of a set as they are kept. Those that were not asked for are empty. */
export interface OpenedSet extends Readonly<Record<SplitName, MadeSplit>> {
  readonly facts: OwnFacts;
}

export interface OwnSets {
  /** @throws OwnDataError where the browser has no room, or keeps nothing for this page. Nothing of the set is left then. */
  keep(set: OwnSet, layout: LayoutName): Promise<KeptSet>;
  /** The sets whose pictures are there, the newest first. */
  list(): Promise<KeptSet[]>;
  /** @throws ProblemError where its pictures are not there, or not as they were kept. */
  open(name: string, splits?: readonly SplitName[]): Promise<OpenedSet>;
  /** Labels alone. @throws as `open`. */
  labels(name: string, split: SplitName): Promise<MadeSplit['labels']>;
  /** Its pictures; what is known of it stays for runs that were trained on it. */
  remove(name: string): Promise<void>;
}

const splitNames: readonly SplitName[] = ['train', 'test'];
const files = {
  labels: (split: SplitName) => `${split}.labels`,
  pixels: (split: SplitName) => `${split}.pixels`,
};

const bytesOfLabels = ({ buffer, byteOffset, byteLength }: MadeSplit['labels']): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

const keptSetOf = ({ facts, kept }: OwnSetRecord & { kept: KeptFolder }): KeptSet => {
  const { hash, addedAt, bytes, layout } = kept;
  return { facts, hash, addedAt, bytes, layout };
};

const isQuota = (error: unknown): boolean => error instanceof Error && error.name === 'QuotaExceededError';

/** A page may have as many sets as there is room. */
export function createOwnSets({ folders, index, lock, now, newFolder }: OwnSetsOptions): OwnSets {
  /** What pages left that ended while they wrote. */
  async function sweep(): Promise<void> {
    const known = await index.folders();
    for (const folder of await folders.list()) if (!known.has(folder)) await folders.remove(folder);
  }

  /** The bytes of a file, if they are those that were written. */
  async function whole(folder: KeptFolder, file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    try {
      const bytes = await folders.read(folder.folder, file);
      return (await sha256Hex(bytes)) === folder.hashes[file] ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  async function isWhole(kept: KeptFolder): Promise<boolean> {
    for (const file of Object.keys(kept.hashes)) if (!(await whole(kept, file))) return false;
    return true;
  }

  async function write(set: OwnSet, layout: LayoutName): Promise<KeptFolder> {
    const folder = newFolder();
    const contents = Object.fromEntries(
      splitNames.flatMap((split) => [
        [files.labels(split), bytesOfLabels(set[split].labels)],
        [files.pixels(split), set[split].pixels],
      ]),
    );
    const hashes: Record<string, string> = {};
    let bytes = 0;
    for (const [file, content] of Object.entries(contents)) {
      hashes[file] = await sha256Hex(content);
      bytes += content.length;
    }
    const kept = { folder, hash: set.hash, addedAt: now(), bytes, layout, hashes };
    try {
      await folders.write(folder, contents);
      await index.put({ facts: set.facts, kept });
      return kept;
    } catch (error) {
      await folders.remove(folder).catch(() => {});
      const full = isQuota(error) || (error instanceof ProblemError && error.problem.kind === 'storage-full');
      throw new OwnDataError(
        full ? { kind: 'no-room', megabytes: Math.max(1, megabytes(bytes)) } : { kind: 'nothing-kept' },
        { cause: error },
      );
    }
  }

  async function recordOf(name: string): Promise<OwnSetRecord & { kept: KeptFolder }> {
    const record = await index.read(name).catch(() => undefined);
    if (!record?.kept)
      throw new ProblemError({ kind: 'own-set-missing', dataset: record?.facts.title ?? name });
    return { ...record, kept: record.kept };
  }

  const labelsOf = (bytes: Uint8Array<ArrayBuffer>, { classes }: DatasetFacts): MadeSplit['labels'] =>
    classes.length > 256 ? new Uint16Array(bytes.buffer) : bytes;

  async function opened({ facts, kept }: OwnSetRecord & { kept: KeptFolder }, file: string) {
    const bytes = await whole(kept, file);
    if (!bytes) throw new ProblemError({ kind: 'own-set-missing', dataset: facts.title });
    return bytes;
  }

  return {
    keep: (set, layout) =>
      lock.exclusive(async () => {
        await sweep().catch(() => {});
        const known = await index.read(set.facts.name).catch(() => undefined);
        if (known?.kept && (await isWhole(known.kept))) return keptSetOf({ ...known, kept: known.kept });
        const kept = await write(set, layout);
        if (known?.kept) await folders.remove(known.kept.folder).catch(() => {});
        return keptSetOf({ facts: set.facts, kept });
      }),
    async list() {
      const records = await index.list();
      return records
        .flatMap(({ facts, kept }) => (kept ? keptSetOf({ facts, kept }) : []))
        .sort((a, b) => b.addedAt - a.addedAt);
    },
    open: (name, splits = splitNames) =>
      lock.shared(async () => {
        const record = await recordOf(name);
        const split = async (which: SplitName): Promise<MadeSplit> =>
          splits.includes(which)
            ? {
                labels: labelsOf(await opened(record, files.labels(which)), record.facts),
                pixels: await opened(record, files.pixels(which)),
              }
            : { labels: new Uint8Array(), pixels: new Uint8Array() };
        return { facts: record.facts, train: await split('train'), test: await split('test') };
      }),
    labels: (name, split) =>
      lock.shared(async () => {
        const record = await recordOf(name);
        return labelsOf(await opened(record, files.labels(split)), record.facts);
      }),
    remove: (name) =>
      lock.exclusive(async () => {
        const record = await index.read(name);
        if (!record?.kept) return;
        // First it is no set any more, then its files go: what ends between the two is swept.
        await index.put({ facts: record.facts });
        await folders.remove(record.kept.folder).catch(() => {});
        await sweep().catch(() => {});
      }),
  };
}
