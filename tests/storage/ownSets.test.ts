/** Own sets in the browser: kept whole or not at all, whatever happens while they are written, and opened as they were made. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { OwnSet } from '../../src/data/own/makeSet.ts';
import type { DatasetFacts } from '../../src/data/sets/index.ts';
import { files, madeOf, many } from '../data/own/kit.ts';
import { FakeDisk } from './fakeDisk.ts';

/** What pages of one browser share. */
let disk: FakeDisk;
let folders = 0;

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  disk = new FakeDisk();
});

/** What a tab has of its own: its modules. One change at a time is what the lock of the browser sees to. */
async function tab(now = 1, handle = disk.handle) {
  vi.resetModules();
  const [{ createOwnSets }, { setFolders }, { ownSetIndex }, { openDatabase }, facts, sets] =
    await Promise.all([
      import('../../src/storage/ownSets/ownSets.ts'),
      import('../../src/storage/ownSets/folders.ts'),
      import('../../src/storage/ownSets/ownSetIndex.ts'),
      import('../../src/storage/database.ts'),
      import('../../src/storage/ownSets/keptFacts.ts'),
      import('../../src/data/sets/index.ts'),
    ]);
  const own = createOwnSets({
    folders: setFolders(handle),
    index: ownSetIndex,
    lock: { exclusive: (work) => work(), shared: (work) => work() },
    now: () => now,
    newFolder: () => `folder-${++folders}`,
  });
  return { own, index: ownSetIndex, db: await openDatabase(), ...facts, factsOf: sets.factsOf };
}

let made: Promise<OwnSet> | undefined;
const someSet = () => {
  made ??= files({ ...many('cat/', 6), ...many('dog/', 9) }).then((list) => madeOf(list));
  return made;
};
const otherSet = async () => madeOf(await files({ ...many('a/', 3), ...many('b/', 3) }));
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: { problem?: unknown }) => error.problem ?? error,
  );

describe('a set', () => {
  it('is opened in another tab as it was made, all of it or one split', async () => {
    const set = await someSet();
    const kept = await (await tab(7)).own.keep(set, 'image-folder');
    expect(kept).toEqual({
      facts: set.facts,
      hash: set.hash,
      addedAt: 7,
      bytes: 15 * (3072 + 1),
      layout: 'image-folder',
    });
    const { own } = await tab();
    expect(await own.list()).toEqual([kept]);
    const { facts, train, test } = await own.open(set.facts.name);
    expect({ facts, train, test }).toEqual({ facts: set.facts, train: set.train, test: set.test });
    const part = await own.open(set.facts.name, ['test']);
    expect(part.test).toEqual(set.test);
    expect(part.train.labels).toHaveLength(0);
  });

  it('has labels of two bytes above 256 classes', async () => {
    const list = Object.fromEntries(
      Array.from({ length: 514 }, (_, i) => [`c${i >> 1}/${i % 2}.png`, true as const]),
    );
    const set = await madeOf(await files(list));
    const { own } = await tab();
    await own.keep(set, 'image-folder');
    expect((await own.open(set.facts.name)).train.labels).toEqual(set.train.labels);
  });

  it('that is kept already stays as it is, and is written anew where it was damaged', async () => {
    const set = await someSet();
    const { own } = await tab(1);
    await own.keep(set, 'image-folder');
    const before = disk.paths;
    expect((await (await tab(2)).own.keep(set, 'csv')).addedAt).toBe(1);
    expect(disk.paths).toEqual(before);
    await disk.damage('train.pixels');
    expect(await problemOf(own.open(set.facts.name))).toEqual({ kind: 'own-set-missing', dataset: 'Mine' });
    expect((await (await tab(3)).own.keep(set, 'csv')).addedAt).toBe(3);
    expect(disk.paths).toHaveLength(before.length);
    expect((await own.open(set.facts.name)).train).toEqual(set.train);
  });

  it('that is removed leaves what is known of it, for its runs', async () => {
    const set = await someSet();
    const { own } = await tab();
    await own.keep(set, 'image-folder');
    await own.remove(set.facts.name);
    expect(disk.paths).toEqual([]);
    expect(await own.list()).toEqual([]);
    expect(await problemOf(own.open(set.facts.name))).toEqual({ kind: 'own-set-missing', dataset: 'Mine' });
    const other = await tab();
    expect(other.factsOf(set.facts.name).classes).toEqual(['1', '2']);
    await other.rememberFactsOf(['cifar10', set.facts.name]);
    expect(other.factsOf(set.facts.name)).toEqual(set.facts);
    await own.keep(set, 'image-folder');
    expect(await own.list()).toHaveLength(1);
  });

  it('that was never here is missing by its name', async () => {
    const { own } = await tab();
    const name = 'own-32-2-12-3-0123456789abcdef';
    expect(await problemOf(own.open(name))).toEqual({ kind: 'own-set-missing', dataset: name });
    await own.remove(name);
  });
});

describe('nothing is left half', () => {
  it.each([true, false])(
    'where the disk is full: what was there stays, and there is a sentence (thrown: %s)',
    async (throws) => {
      disk.throws = throws;
      const { own } = await tab();
      const first = await otherSet();
      await own.keep(first, 'image-folder');
      const before = disk.paths;
      disk.room = 5000;
      expect(await problemOf(own.keep(await someSet(), 'image-folder'))).toEqual({
        kind: 'no-room',
        megabytes: 1,
      });
      expect(disk.paths).toEqual(before);
      expect((await own.list()).map(({ facts }) => facts.name)).toEqual([first.facts.name]);
      disk.room = 1e6;
      await own.keep(await someSet(), 'image-folder');
      expect(await own.list()).toHaveLength(2);
    },
  );

  it('where the page ends while it writes: the next one sweeps up, but leaves what a newer page has kept', async () => {
    const set = await someSet();
    const dying = await tab();
    let writes = 0;
    const ended = new Promise<void>((end) => {
      disk.onWrite = () => {
        if (++writes < 3) return;
        end();
        throw new DOMException('The page has ended.', 'AbortError');
      };
    });
    // A page that has ended cleans nothing up.
    const remove = vi.spyOn(await disk.root.getDirectoryHandle('own-sets', { create: true }), 'removeEntry');
    remove.mockImplementation(() => Promise.reject(new Error('The page has ended.')));
    void dying.own.keep(set, 'image-folder').catch(() => {});
    await ended;
    await new Promise((resolve) => setTimeout(resolve, 20));
    remove.mockRestore();
    disk.onWrite = undefined;
    expect(disk.paths.length).toBeGreaterThan(0);

    const { own, db } = await tab();
    expect(await own.list()).toEqual([]);
    const newer = await (await disk.root.getDirectoryHandle('own-sets')).getDirectoryHandle('newer', {
      create: true,
    });
    await newer.getFileHandle('pixels', { create: true });
    await db.put('ownSets', { version: 99, kept: { folder: 'newer' } }, 'own-of-another-kind');
    await own.keep(set, 'image-folder');
    expect(new Set(disk.paths.map((path) => path.split('/')[1]))).toEqual(
      new Set(['newer', `folder-${folders}`]),
    );
    expect((await own.open(set.facts.name)).test).toEqual(set.test);
  });

  it('where the browser keeps no files, as in some private windows', async () => {
    const { own } = await tab(1, () => Promise.reject(new DOMException('No.', 'SecurityError')));
    const set = await someSet();
    expect(await problemOf(own.keep(set, 'image-folder'))).toEqual({ kind: 'nothing-kept' });
    expect(await own.list()).toEqual([]);
    expect(await problemOf(own.open(set.facts.name))).toMatchObject({ kind: 'own-set-missing' });
  });
});

describe('what is stored of facts is checked when it is read', () => {
  it.each<[string, (facts: DatasetFacts) => object]>([
    ['another number of classes than the name says', (facts) => ({ classes: [...facts.classes, 'x'] })],
    ['other counts', () => ({ images: { train: 1, test: 1 } })],
    ['a deviation of zero', () => ({ std: [0, 0.1, 0.1] })],
    ['a mean that is no number', () => ({ mean: [Number.NaN, 0, 0] })],
    ['a sample of a class that is none', () => ({ samples: [{ index: 0, label: 2 }] })],
    ['the hash of another set', () => ({ hash: '0'.repeat(64) })],
    ['a name of another kind', () => ({ name: 'cifar10' })],
  ])('%s', async (_, change) => {
    const { facts } = await someSet();
    const { index, db } = await tab();
    await db.put('ownSets', { facts }, facts.name);
    expect(await index.list()).toHaveLength(1);
    await db.put('ownSets', { facts: { ...facts, ...change(facts) } }, facts.name);
    expect(await index.list()).toEqual([]);
  });
});
