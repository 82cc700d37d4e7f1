/** A reading as the page has it, on a worker in the same thread: understood, mended, looked at, made and kept, given up, and ended. */
import { describe, expect, it, vi } from 'vitest';
import { openReading, type ReadingWorker } from '../../../../src/app/features/data/reading/openReading.ts';
import type { ReadingCommand, ReadingMessage } from '../../../../src/app/features/data/reading/protocol.ts';
import { createReader, type ReaderOptions } from '../../../../src/app/features/data/reading/reader.ts';
import type { ChosenFile, Reading } from '../../../../src/app/features/data/reading/types.ts';
import { decodeFile } from '../../../../src/data/node/decodeFile.ts';
import type { DecodeFile } from '../../../../src/data/own/decodePicture.ts';
import { OwnDataError } from '../../../../src/data/own/ownDataError.ts';
import { factsOf } from '../../../../src/data/sets/index.ts';
import type { KeptSet } from '../../../../src/storage/ownSets/keptSet.ts';
import { files, many, refusalOf } from '../../../data/own/kit.ts';

const settings = { title: 'Mine', imageSize: 32, fit: 'crop', seed: 1 } as const;

interface Opened {
  readonly reading: Reading;
  readonly worker: ReadingWorker & { ended: boolean };
  readonly decoded: () => number;
  readonly persist: ReturnType<typeof vi.fn>;
}

function opened({ keep, decode }: Partial<ReaderOptions> = {}): Opened {
  let decoded = 0;
  const counting: DecodeFile = (file, format) => {
    decoded++;
    return decodeFile(file, format);
  };
  const worker: Opened['worker'] = {
    ended: false,
    onmessage: null,
    onerror: null,
    postMessage: (command: ReadingCommand) => void setTimeout(() => handle(structuredClone(command))),
    terminate: () => {
      worker.ended = true;
    },
  };
  const handle = createReader({
    post: (message: ReadingMessage, transfer = []) => {
      const data = structuredClone(message, { transfer: transfer as ArrayBuffer[] });
      if (!worker.ended) worker.onmessage?.({ data } as MessageEvent);
    },
    decode: decode ?? (async () => counting),
    keep:
      keep ??
      (async ({ facts, hash }, layout): Promise<KeptSet> => ({ facts, hash, layout, addedAt: 1, bytes: 2 })),
    now: () => performance.now(),
  });
  const persist = vi.fn(async () => true);
  return { worker, decoded: () => decoded, persist, reading: openReading(() => worker, persist) };
}

const chosen = async (tree: Parameters<typeof files>[0]): Promise<ChosenFile[]> =>
  Promise.all(
    (await files(tree)).map(async (file) => ({
      path: file.path,
      file: new File([(await file.slice(0, file.size)) as Uint8Array<ArrayBuffer>], file.path),
    })),
  );
const pets = () =>
  chosen({ ...many('cat/', 6), ...many('dog/', 9), ...many('owl/', 20), 'dog/x.png': 'no picture' });

async function understood(options?: Partial<ReaderOptions>) {
  const parts = opened(options);
  await parts.reading.understand(await pets());
  return parts;
}
const shown = ({ classes }: Awaited<ReturnType<Reading['undo']>>) =>
  classes.map(({ name, leftOut }) => (leftOut ? `(${name})` : name)).join();

describe('a reading', () => {
  it('understands files, counting their bytes', async () => {
    const { reading } = opened();
    const told: [number, number][] = [];
    const pixels = Array.from({ length: 784 }, (_, i) => i % 256);
    const packed = await chosen({
      'a.csv': `label,${pixels.map((_, i) => `pixel${i}`)}\n0,${pixels}\n1,${pixels}\n`,
    });
    const preview = await reading.understand(packed, (...progress) => told.push(progress));
    expect(preview).toMatchObject({ layout: 'pixel-csv', pictures: 2, splitting: 'parts', undoable: false });
    expect(told.at(-1)).toEqual([packed[0]?.file.size, packed[0]?.file.size]);
  });

  it('refuses what it does not understand in a sentence, and reads the next', async () => {
    const { reading } = opened();
    const nothing = reading.understand(await chosen({ 'a.txt': 'hello' }));
    expect(await refusalOf(nothing)).toEqual({ kind: 'no-layout', files: 1 });
    expect((await reading.understand(await pets())).pictures).toBe(36);
  });

  it('is mended: names, one class out of two, what is left out; each can be taken back', async () => {
    const { reading } = await understood();
    expect(shown(await reading.rename(0, ' 猫 '))).toBe('猫,dog,owl');
    // Two of one name are to be merged.
    expect(shown(await reading.rename(1, 'owl'))).toBe('猫,dog,owl');
    const without = await reading.leaveOut(1, true);
    expect(shown(without)).toBe('猫,(dog),owl');
    expect(without.pictures).toBe(26);
    const merged = await reading.merge(0, 2);
    expect(shown(merged)).toBe('猫,(dog)');
    expect(merged.classes[0]?.counts.none).toBe(26);
    expect(shown(await reading.leaveOut(1, false))).toBe('猫,dog');
    for (const state of ['猫,(dog)', '猫,(dog),owl', '猫,dog,owl', 'cat,dog,owl', 'cat,dog,owl'])
      expect(shown(await reading.undo())).toBe(state);
    expect((await reading.undo()).undoable).toBe(false);
  });

  it('shows some pictures of each class, or of those that are asked for, and passes damaged ones by', async () => {
    const { reading } = await understood();
    const sheet = await reading.sheet({ imageSize: 32, fit: 'crop', each: 4 });
    const counts = [0, 1, 2].map((c) => sheet.filter(({ classIndex }) => classIndex === c).length);
    expect(counts).toEqual([4, 4, 4]);
    expect(new Set(sheet.map(({ pixels }) => pixels.slice(0, 4).join())).size).toBe(12);
    expect(sheet.every(({ pixels }) => pixels.length === 32 * 32 * 4 && pixels[3] === 255)).toBe(true);
    const dogs = await reading.sheet({ imageSize: 64, fit: 'whole', each: 20, classes: [1] });
    expect(dogs.map(({ classIndex }) => classIndex)).toEqual(Array(9).fill(1));
    expect(dogs[0]?.pixels).toHaveLength(64 * 64 * 4);
  });

  it('gives a sheet up for the next one', async () => {
    const { reading } = await understood();
    const first = reading.sheet({ imageSize: 32, fit: 'crop', each: 4 });
    const second = reading.sheet({ imageSize: 64, fit: 'crop', each: 1 });
    await expect(first).rejects.toMatchObject({ name: 'AbortError' });
    expect(await second).toHaveLength(3);
  });

  it('makes what is in, keeps it, knows its classes and asks for lasting storage', async () => {
    const { reading, persist } = await understood();
    await reading.leaveOut(2, true);
    expect(persist).not.toHaveBeenCalled();
    const told: number[] = [];
    const { kept, warnings } = await reading.make(settings, (done, total) => told.push(done / total));
    expect(kept.facts).toMatchObject({
      title: 'Mine',
      classes: ['cat', 'dog'],
      images: { train: 12, test: 3 },
    });
    expect(kept.layout).toBe('image-folder');
    expect(factsOf(kept.facts.name)).toEqual(kept.facts);
    expect(warnings).toContainEqual({ kind: 'other-pictures', count: 1, names: ['dog/x.png'] });
    expect(told.at(-1)).toBe(1);
    expect(persist).toHaveBeenCalledOnce();
  });

  it('refuses one class, and goes on', async () => {
    const { reading } = await understood();
    await reading.leaveOut(1, true);
    await reading.leaveOut(2, true);
    expect(await refusalOf(reading.make(settings))).toEqual({ kind: 'one-class', name: 'cat' });
    await reading.undo();
    expect((await reading.make(settings)).kept.facts.classes).toEqual(['cat', 'owl']);
  });

  it('is given up on the way, and made once more', async () => {
    const slowly: DecodeFile = async (file, format) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return decodeFile(file, format);
    };
    const { reading } = await understood({ decode: async () => slowly });
    const stop = new AbortController();
    const making = reading.make(settings, () => stop.abort(new Error('enough')), stop.signal);
    await expect(making).rejects.toThrow('enough');
    expect((await reading.make(settings)).kept.facts.images.train).toBe(28);
  });

  it('does not decode again what found no room', async () => {
    let full = true;
    const { reading, decoded } = await understood({
      keep: async ({ facts, hash }, layout) => {
        if (full) throw new OwnDataError({ kind: 'no-room', megabytes: 3 });
        return { facts, hash, layout, addedAt: 1, bytes: 2 };
      },
    });
    expect(await refusalOf(reading.make(settings))).toEqual({ kind: 'no-room', megabytes: 3 });
    const before = decoded();
    full = false;
    await reading.make(settings);
    expect(decoded()).toBe(before);
    await reading.make(settings);
    expect(decoded()).toBeGreaterThan(before);
  });

  it('says that the browser changes pixels, and that its worker is gone', async () => {
    const { reading, worker } = await understood({ decode: async () => undefined });
    const sheet = reading.sheet({ imageSize: 32, fit: 'crop', each: 1 });
    expect(await refusalOf(sheet)).toEqual({ kind: 'canvas-changed' });
    const waiting = reading.make(settings);
    worker.onerror?.({} as ErrorEvent);
    expect(await refusalOf(waiting)).toEqual({ kind: 'reader-gone' });
    expect(await refusalOf(reading.undo())).toEqual({ kind: 'reader-gone' });
  });

  it('ends at once', async () => {
    const { reading, worker } = await understood();
    reading.dispose();
    expect(worker.ended).toBe(true);
  });
});
