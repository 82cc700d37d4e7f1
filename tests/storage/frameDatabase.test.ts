/** Frames in the database: as they were written or not at all, within their bound, and gone with their run. */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { type FrameInfo, surplus } from '../../src/storage/frameRepository.ts';
import { frameBytes } from '../../src/training/frames.ts';
import { frameAt, frameOfClasses } from '../training/someFrame.ts';

/** What a tab has of its own: its modules. */
async function tab() {
  vi.resetModules();
  const [{ openDatabase }, { frameDatabase, frameSizes }, { openRunRepository }, checkpoints] =
    await Promise.all([
      import('../../src/storage/database.ts'),
      import('../../src/storage/frameDatabase.ts'),
      import('../../src/storage/runDatabase.ts'),
      import('../../src/storage/checkpointDatabase.ts'),
    ]);
  return { ...checkpoints, openDatabase, frames: frameDatabase, frameSizes, runs: await openRunRepository() };
}
const epochs = (infos: readonly FrameInfo[]) => infos.map(({ epoch }) => epoch);
const day = 24 * 60 * 60 * 1000;

describe('frames', () => {
  beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));

  it('come back as they were written, by run and epoch', async () => {
    const { frames } = await tab();
    for (const epoch of [10, 2, 1]) await frames.save('a', frameAt(epoch), epoch);
    await frames.save('ab', frameAt(3), 3);
    expect(epochs(await frames.list('a'))).toEqual([1, 2, 10]);
    expect((await frames.list('a'))[2]).toMatchObject({ step: 100, savedAt: 10 });
    expect(await frames.load('a', 1)).toEqual(frameAt(1));
    expect(await frames.load('a', 2)).toMatchObject({ epoch: 2, losses: frameAt(2).losses });
    expect(await frames.load('a', 3)).toBeUndefined();
    expect(await frames.load('ab', 3)).toEqual(frameAt(3));
  });

  it('come back of a network that knows a thousand classes', async () => {
    const { frames } = await tab();
    await frames.save('a', frameOfClasses(1000), 1);
    expect(await frames.load('a', 1)).toEqual(frameOfClasses(1000));
  });

  it('tell what those of each run take together', async () => {
    const { frames, frameSizes } = await tab();
    for (const epoch of [1, 2]) await frames.save('a', frameAt(epoch), epoch);
    await frames.save('ab', frameAt(3), 3);
    const bytes = frameBytes(frameAt(1));
    // The earlier one has no readers any more.
    const { readers: _, ...earlier } = frameAt(1);
    expect(await frameSizes()).toEqual(
      new Map([
        ['a', frameBytes(earlier) + bytes],
        ['ab', bytes],
      ]),
    );
  });

  it('take the place of an earlier one of the same epoch, and go where the run goes on before them', async () => {
    const { frames } = await tab();
    for (const epoch of [1, 2, 3]) await frames.save('a', frameAt(epoch), 1);
    await frames.save('a', { ...frameAt(2), step: 21 }, 2);
    expect((await frames.load('a', 2))?.step).toBe(21);
    await frames.cut('a', 2);
    expect(epochs(await frames.list('a'))).toEqual([1, 2]);
    expect(await frames.load('a', 3)).toBeUndefined();
    expect(await frames.load('a', 1)).toBeDefined();
  });

  it('of a run keep readers where they came last alone', async () => {
    const { frames } = await tab();
    const without = (epoch: number) => {
      const { readers: _, ...rest } = frameAt(epoch);
      return rest;
    };
    const stored = async (run: string) => {
      const infos = await frames.list(run);
      return Promise.all(
        infos.map(async ({ epoch, bytes, readers }) => {
          const frame = await frames.load(run, epoch);
          expect(bytes).toBe(frameBytes(frame!));
          expect(readers).toBe(frame?.readers !== undefined);
          expect({ ...frame, readers: undefined }).toEqual({ ...frameAt(epoch), readers: undefined });
          return [epoch, readers];
        }),
      );
    };
    await frames.save('a', frameAt(1), 1);
    await frames.save('b', frameAt(1), 1);
    await frames.save('a', without(2), 2);
    expect(await stored('a')).toEqual([
      [1, true],
      [2, false],
    ]);
    await frames.save('a', frameAt(2), 2);
    await frames.save('a', without(3), 3);
    expect(await stored('a')).toEqual([
      [1, false],
      [2, true],
      [3, false],
    ]);
    expect(await stored('b')).toEqual([[1, true]]);
  });

  it('that were damaged, or are of a version that nobody knows, are not there', async () => {
    const { frames, openDatabase } = await tab();
    await frames.save('a', frameAt(1), 1);
    const db = await openDatabase();
    const stored = (await db.get('frames', ['a', 1]))!;
    const losses = Float32Array.from(stored.losses as Float32Array);
    losses[0] = (losses[0] as number) * (1 + 2 ** -23);
    await db.put('frames', { ...stored, losses }, ['a', 1]);
    expect(await frames.load('a', 1)).toBeUndefined();
    const { checksum: _, ...unchecked } = stored;
    await db.put('frames', { ...unchecked, losses: new Float32Array(1) }, ['a', 1]);
    expect(await frames.load('a', 1)).toBeUndefined();
    const readers = [{ name: 'stem', weights: new Float32Array(3), bias: new Float32Array(2) }];
    await db.put('frames', { ...unchecked, readers }, ['a', 1]);
    expect(await frames.load('a', 1)).toBeUndefined();
    await db.put('frames', unchecked, ['a', 1]);
    expect(await frames.load('a', 1)).toMatchObject({ epoch: 1 });
  });

  it('of a run that was deleted stay as long as that may be undone, and none is added', async () => {
    const { frames, runs } = await tab();
    await frames.save('a', frameAt(1), 1);
    await runs.remove('a', 1000);
    await frames.save('a', frameAt(2), 1000);
    await frames.save('b', frameAt(1), 1000 + day);
    expect(epochs(await frames.list('a'))).toEqual([1]);
    await frames.save('b', frameAt(2), 1001 + day);
    expect(await frames.list('a')).toEqual([]);
    expect(await frames.load('a', 1)).toBeUndefined();
    expect(epochs(await frames.list('b'))).toEqual([1, 2]);
  });

  it('go with the weights of their run, when it is deleted and when room is made', async () => {
    const { frames, openDatabase, deleteCheckpoints, dropCheckpoints } = await tab();
    const runs = ['a', 'b', 'c'];
    for (const run of runs) for (const epoch of [1, 2]) await frames.save(run, frameAt(epoch), 1);
    await deleteCheckpoints('a');
    const db = await openDatabase();
    await db.put('runs', { id: 'c', pinned: true });
    expect(await dropCheckpoints(['b', 'c'])).toEqual(['b']);
    expect(await Promise.all(runs.map(async (run) => epochs(await frames.list(run))))).toEqual([
      [],
      [],
      [1, 2],
    ]);
    for (const store of ['frames', 'frameInfos'] as const) expect(await db.count(store)).toBe(2);
  });

  it('of a run with too many epochs thin, and the newest stays', async () => {
    const { frames, openDatabase } = await tab();
    for (let epoch = 1; epoch <= 203; epoch++) await frames.save('a', frameAt(epoch), epoch);
    const kept = epochs(await frames.list('a'));
    expect(kept).toHaveLength(200);
    expect(kept.slice(0, 5)).toEqual([1, 3, 5, 7, 8]);
    expect(kept.at(-1)).toBe(203);
    expect(await (await openDatabase()).count('frames')).toBe(200);
  }, 30_000);

  it('find their place in the database of the version before, which keeps what it has', async () => {
    const before = await openDB('resnet-playground', 2, {
      upgrade(db) {
        db.createObjectStore('runs', { keyPath: 'id' });
        db.createObjectStore('checkpoints', { keyPath: 'runId' });
        for (const name of ['checkpointFiles', 'tuning', 'deletedRuns']) db.createObjectStore(name);
      },
    });
    await before.put('deletedRuns', 7, 'gone');
    before.close();
    const { frames, openDatabase } = await tab();
    await frames.save('a', frameAt(1), 1);
    expect(await frames.load('a', 1)).toEqual(frameAt(1));
    expect(await (await openDatabase()).get('deletedRuns', 'gone')).toBe(7);
  });
});

describe('the bound', () => {
  const info = (runId: string, epoch: number, bytes = 10): FrameInfo => ({
    runId,
    epoch,
    step: epoch,
    bytes,
    savedAt: epoch,
  });
  const ofRun = (runId: string, count: number) => Array.from({ length: count }, (_, i) => info(runId, i + 1));
  const gone = (infos: readonly FrameInfo[], bytes: number, ofRun = 100) =>
    surplus(infos, { bytes, ofRun }).map(({ runId, epoch }) => `${runId}${epoch}`);

  it('takes nothing from what fits', () => {
    expect(gone([...ofRun('a', 5), ...ofRun('b', 5)], 100)).toEqual([]);
  });

  it('keeps the frame with readers of a run that is thinned, wherever it stands', () => {
    for (const epoch of [2, 30, 63]) {
      const frames = ofRun('a', 64).map((frame) =>
        frame.epoch === epoch ? { ...frame, readers: true } : frame,
      );
      expect(gone(frames, 1e9, 3)).not.toContain(`a${epoch}`);
      expect(gone(frames, 1e9, 3)).toHaveLength(61);
    }
  });

  it('spreads what stays of a long run evenly over its epochs', () => {
    const kept = (limit: number) => {
      const dropped = new Set(gone(ofRun('a', 64), 1e9, limit));
      return Array.from({ length: 64 }, (_, i) => i + 1).filter((epoch) => !dropped.has(`a${epoch}`));
    };
    const gaps = (numbers: readonly number[]) => numbers.slice(1).map((n, i) => n - (numbers[i] as number));
    for (const limit of [2, 5, 20, 33, 50]) {
      const epochs = kept(limit);
      expect(epochs).toHaveLength(limit);
      expect([epochs[0], epochs.at(-1)]).toEqual([1, 64]);
      expect(Math.max(...gaps(epochs))).toBeLessThanOrEqual(2 * Math.ceil(63 / (limit - 1)));
    }
    expect(kept(1)).toEqual([64]);
  });

  it('is kept by the run that takes the most, whose newest frame stays', () => {
    expect(gone([...ofRun('a', 3), ...ofRun('b', 6)], 70)).toEqual(['b2', 'b4']);
    expect(gone([...ofRun('a', 2), info('b', 1, 50)], 60)).toEqual(['a1']);
  });

  it('takes what was stored first where every run has a single frame', () => {
    expect(gone([info('a', 2), info('b', 1), info('c', 3)], 20)).toEqual(['b1']);
  });
});
