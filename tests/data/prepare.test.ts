/** `prepare` on the real data: what it writes, what it keeps, what it mends and what it refuses. */
import {
  copyFile,
  link,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sha256Of } from '../../src/base/node/hash.ts';
import { prepareCommand } from '../../src/cli/commands/prepare.ts';
import { UsageError } from '../../src/cli/options.ts';
import { type Manifest, manifestName } from '../../src/data/manifest.ts';
import { buildShards } from '../../src/data/node/buildShards.ts';
import { preparedFolder as folderOf } from '../../src/data/node/folders.ts';
import { ensureSamples } from '../../src/data/node/samples.ts';
import { decodeRgb } from '../../src/data/node/sharpDecoder.ts';
import { PreparationError } from '../../src/data/preparationError.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import {
  batches,
  checkLabels,
  checkStatistics,
  originalFolder,
  originalIn,
  readBatch,
  readLabels,
} from '../../src/data/sets/cifar10/original.ts';
import { type DatasetFacts, type SplitName, samplesName } from '../../src/data/sets/index.ts';
import type { Original, OriginalPart } from '../../src/data/sets/original.ts';
import { fromSprite, spriteLayout } from '../../src/data/sprite.ts';
import { Histograms, statisticsOf } from '../../src/data/statistics.ts';
import { preparedManifest } from './prepared.ts';

const preparedFolder = folderOf('cifar10');
const layout = spriteLayout(cifar10.imageSize);
const { imageBytes } = layout;

let manifest: Manifest;
let folder: string;

beforeAll(async () => {
  manifest = await preparedManifest();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cifar10-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** All prepared files in the test's folder. Links, for files are only ever replaced, never written into. */
async function linkPrepared(from = preparedFolder): Promise<void> {
  for (const name of await readdir(from))
    await link(join(from, name), join(folder, name)).catch(() =>
      copyFile(join(from, name), join(folder, name)),
    );
}

const build = (options: { force?: boolean; source?: string } = {}) =>
  buildShards({
    facts: cifar10,
    original: () => originalIn(options.source ?? originalFolder()),
    target: folder,
    force: options.force,
  });

async function hashes(): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  return Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, sha256Of(await readFile(join(folder, name)))] as const),
    ),
  );
}

const replace = async (name: string, bytes: Uint8Array | string) => {
  await rm(join(folder, name));
  await writeFile(join(folder, name), bytes);
};

describe('the prepared folder', () => {
  it('holds every picture and label of the originals, in their order', async () => {
    for (const [b, info] of batches.entries()) {
      const pixels = await readBatch(originalFolder(), info);
      const shards = manifest[info.split].shards.slice(info.split === 'train' ? b * 10 : 0).slice(0, 10);
      const unpacked = new Uint8Array(pixels.length);
      for (const [i, shard] of shards.entries()) {
        const bytes = await readFile(join(preparedFolder, shard.file));
        expect([bytes.length, sha256Of(bytes)]).toEqual([shard.bytes, shard.sha256]);
        const sprite = await decodeRgb(bytes);
        expect(sha256Of(sprite)).toBe(shard.pixelsSha256);
        fromSprite(sprite, layout, shard.images, unpacked, i * 1000);
      }
      expect(Buffer.compare(unpacked, pixels)).toBe(0);
    }
    for (const name of ['train', 'test'] as const) {
      const labels = await readFile(join(preparedFolder, manifest[name].labels.file));
      expect(Buffer.compare(labels, await readLabels(originalFolder(), name))).toBe(0);
    }
  });

  it('has shards without alpha and colour profile, so that browsers decode them exactly', async () => {
    const found = await sharp(join(preparedFolder, 'train-00.webp')).metadata();
    expect([found.format, found.width, found.height, found.channels]).toEqual(['webp', 1280, 800, 3]);
    expect([found.hasAlpha, found.hasProfile]).toEqual([false, false]);
  });
});

/** Eight shards of pictures that are small and quickly made: what `buildShards` does to files does not depend on what they show. */
describe('buildShards', () => {
  const size = 8;
  const facts: DatasetFacts = {
    ...cifar10,
    name: 'made',
    imageSize: size,
    images: { train: 6000, test: 2000 },
    samples: [
      { index: 3, label: 3 },
      { index: 999, label: 9 },
    ],
  };
  const labelsOf = (split: SplitName) =>
    Uint8Array.from({ length: facts.images[split] }, (_, i) => i % facts.classes.length);
  /** Noise, which no encoder makes small: a damaged byte is seen. */
  const noise = (seed: number, i: number) =>
    Math.imul(Math.imul(i + 1, 0x9e3779b1 + 2 * seed) >>> 8, i + seed) >>> 8;
  const part = (split: SplitName, images: number, seed: number): OriginalPart => ({
    split,
    images,
    read: async () => Uint8Array.from({ length: images * size * size * 3 }, (_, i) => noise(seed, i)),
  });
  const madeOriginal: Original = {
    parts: [part('train', 3000, 3), part('train', 3000, 5), part('test', 2000, 7)],
    labels: async (split) => labelsOf(split),
    checkTraining: () => {},
  };
  const buildMade = (target: string, onProgress?: (done: number) => void) =>
    buildShards({ facts, original: () => madeOriginal, target, onProgress });

  /** Made once; tests have links to its files. */
  let whole: string;
  beforeAll(async () => {
    whole = await mkdtemp(join(tmpdir(), 'made-'));
    expect(await buildMade(whole)).toMatchObject({ written: 8, shards: 8 });
  });
  afterAll(() => rm(whole, { recursive: true, force: true }));

  it('only verifies a complete folder, and needs no originals for that', async () => {
    await linkPrepared();
    const before = await stat(join(folder, 'train-00.webp'));
    const never = () => expect.fail('the originals were asked for');
    const report = await buildShards({ facts: cifar10, original: never, target: folder });
    expect([report.written, report.shards]).toEqual([0, 60]);
    expect((await stat(join(folder, 'train-00.webp'))).ino).toBe(before.ino);
  });

  it('completes a half-done folder and mends corrupted files, touching nothing else', async () => {
    await linkPrepared(whole);
    const before = await hashes();
    await rm(join(folder, 'train-01.webp'));
    const spoilt = await readFile(join(folder, 'train-02.webp'));
    spoilt[spoilt.length >> 1]! ^= 0xff;
    await replace('train-02.webp', spoilt);
    await replace('test-01.webp', (await readFile(join(folder, 'test-01.webp'))).subarray(0, 200));
    // A right picture in the wrong place.
    await replace('train-04.webp', await readFile(join(folder, 'train-05.webp')));
    await replace('test-labels.bin', new Uint8Array(2000));
    const kept = await stat(join(folder, 'train-00.webp'));
    const progress: number[] = [];
    const report = await buildMade(folder, (done) => progress.push(done));
    expect(report.written).toBe(4);
    expect(progress).toEqual(Array.from({ length: 8 }, (_, i) => i + 1));
    expect(await hashes()).toEqual(before);
    expect((await stat(join(folder, 'train-00.webp'))).ino).toBe(kept.ino);
    expect((await buildMade(folder)).written).toBe(0);
  });

  it('keeps the shards of a run that was cut short before its manifest', async () => {
    await linkPrepared(whole);
    const before = await hashes();
    await rm(join(folder, manifestName));
    await rm(join(folder, 'train-labels.bin'));
    await writeFile(join(folder, 'train-03.webp.partial-1'), 'half');
    await utimes(join(folder, 'train-03.webp.partial-1'), 0, 0);
    expect((await buildMade(folder)).written).toBe(0);
    expect(await hashes()).toEqual(before);
  });

  it('does not trust a manifest that lists less than the data set has', async () => {
    await linkPrepared(whole);
    const before = JSON.parse(await readFile(join(folder, manifestName), 'utf8'));
    const short = structuredClone(before);
    short.test.images = short.test.labels.bytes = 1000;
    short.test.shards.length = 1;
    await replace(manifestName, JSON.stringify(short));
    await buildMade(folder);
    expect(JSON.parse(await readFile(join(folder, manifestName), 'utf8'))).toEqual(before);
  });
});

describe('the sample pictures', () => {
  const { samples, imageSize } = cifar10;
  const samplesIn = async (where: string) => readFile(join(where, samplesName));

  it('are those of the test split, side by side, with the labels of the facts', async () => {
    const pixels = await readBatch(originalFolder(), batches.find(({ split }) => split === 'test')!);
    const labels = await readLabels(originalFolder(), 'test');
    const file = await samplesIn(preparedFolder);
    const { width, height, format } = await sharp(file).metadata();
    expect([width, height, format]).toEqual([samples.length * imageSize, imageSize, 'webp']);
    const strip = await decodeRgb(file);
    const rowBytes = imageSize * 3;
    for (const [i, { index, label }] of samples.entries()) {
      expect(labels[index]).toBe(label);
      for (let y = 0; y < imageSize; y++) {
        const row = strip.subarray((y * samples.length + i) * rowBytes).subarray(0, rowBytes);
        const original = pixels.subarray(index * imageBytes + y * rowBytes).subarray(0, rowBytes);
        expect(Buffer.compare(row, original)).toBe(0);
      }
    }
    // Each class twice: first the ten, then the ten again.
    expect(new Set(samples.slice(0, 10).map(({ label }) => label)).size).toBe(10);
    expect(new Set(samples.map(({ index }) => index)).size).toBe(20);
  });

  it('are added to a folder that an earlier version prepared, and mended, without the originals', async () => {
    await linkPrepared();
    const before = await hashes();
    const never = () => expect.fail('the originals were asked for');
    await rm(join(folder, samplesName));
    await buildShards({ facts: cifar10, original: never, target: folder });
    expect(await hashes()).toEqual(before);
    await replace(samplesName, 'no picture');
    await buildShards({ facts: cifar10, original: never, target: folder });
    expect(await hashes()).toEqual(before);
    const kept = await stat(join(folder, samplesName));
    await buildShards({ facts: cifar10, original: never, target: folder });
    expect((await stat(join(folder, samplesName))).ino).toBe(kept.ino);
  });

  it('are no file where a set has none, and refused where a label is wrong', async () => {
    await linkPrepared();
    await rm(join(folder, samplesName));
    const samples = cifar10.samples.slice(0, 0);
    await ensureSamples(folder, { ...cifar10, samples });
    expect(await readdir(folder)).not.toContain(samplesName);
    const wrong = ensureSamples(folder, { ...cifar10, samples: [{ index: 0, label: 4 }] });
    await expect(wrong).rejects.toThrow('Test picture 0 of cifar10 is not of class 4.');
  });
});

describe('wrong originals are refused', () => {
  const refusal = (work: () => unknown): Promise<string> =>
    Promise.resolve()
      .then(work)
      .then(
        () => expect.fail('it was accepted'),
        (error: unknown) => {
          expect(error).toBeInstanceOf(PreparationError);
          return (error as Error).message;
        },
      );

  /** A source folder with the real labels and batches, some files replaced. */
  async function source(files: Record<string, Uint8Array | string>): Promise<string> {
    const from = await mkdtemp(join(folder, 'source-'));
    for (const name of await readdir(originalFolder()))
      if (/\.(png|json)$/.test(name))
        await link(join(originalFolder(), name), join(from, name)).catch(() =>
          copyFile(join(originalFolder(), name), join(from, name)),
        );
    for (const [name, bytes] of Object.entries(files)) {
      await writeFile(join(from, 'new'), bytes);
      await rename(join(from, 'new'), join(from, name));
    }
    return from;
  }

  const labels = async () => [...(await readLabels(originalFolder(), 'train'))];

  it('by class counts', async () => {
    const list = await labels();
    list[100] = (list[100]! + 1) % 10;
    const text = JSON.stringify(list);
    const from = await source({ 'train_lables.json': text });
    expect(await refusal(() => build({ source: from }))).toMatch(
      /have (4999|5001) of class \w+ instead of 5000/,
    );
    // Refused before anything is written.
    expect((await readdir(folder)).filter((name) => !name.startsWith('source-'))).toEqual([]);
  });

  it('by first labels, odd labels and checksums of labels', async () => {
    const list = await labels();
    const swap = (a: number, b: number) => {
      const copy = [...list];
      [copy[a], copy[b]] = [list[b]!, list[a]!];
      return copy;
    };
    expect(await refusal(() => checkLabels('train', swap(0, 1)))).toContain('9 6 9 4 1 1 2 7');
    expect(await refusal(() => checkLabels('train', list.with(7, 10)))).toContain(
      'label 7 of the train pictures is 10',
    );
    const from = await source({ 'train_lables.json': JSON.stringify(swap(30_000, 30_001)) });
    expect(await refusal(() => build({ source: from }))).toContain(
      'labels of data_batch_4.png have another checksum',
    );
    for (const [text, sentence] of [
      ['[1,2', 'not JSON'],
      ['[1,2]', 'does not hold 50000 labels'],
    ] as const)
      expect(
        await refusal(async () => build({ source: await source({ 'train_lables.json': text }) })),
      ).toContain(sentence);
  });

  it('by size, statistics and checksums of pictures', async () => {
    const raw = { width: 1024, height: 10_000, channels: 3 as const };
    const png = (pixels: Uint8Array) => sharp(pixels, { raw }).png({ compressionLevel: 1 }).toBuffer();
    const info = batches[0]!;
    const original = await readBatch(originalFolder(), info);
    const read = async (bytes: Uint8Array) => readBatch(await source({ [info.file]: bytes }), info);

    const altered = Uint8Array.from(original);
    altered[20_000_000]! ^= 1;
    expect(await refusal(async () => read(await png(altered)))).toContain('another checksum');
    expect(await refusal(async () => read(await png(original.map((x) => 255 - x))))).toContain('mean colour');
    expect(await refusal(async () => read(await png(original.map((x) => 62 + (x >> 1)))))).toContain(
      'of data_batch_1.png is (',
    );
    const small = await sharp(original.subarray(0, 1024 * 3 * 10), { raw: { ...raw, height: 10 } })
      .png()
      .toBuffer();
    expect(await refusal(() => read(small))).toContain('is 1024×10');
    expect(await refusal(() => read(Buffer.from('no picture')))).toContain('not a readable picture');
  });

  it('by the spread of colours, to the tolerance given', async () => {
    const original = await readBatch(originalFolder(), batches[1]!);
    const s = statisticsOf(original.subarray(0, 1000 * imageBytes));
    const halves = new Histograms().add(original.subarray(0, 500 * imageBytes));
    expect(halves.add(original.subarray(500 * imageBytes, 1000 * imageBytes)).statistics).toEqual(s);
    const flat = { mean: [0.4914, 0.4822, 0.4465], std: [0.2, 0.2435, 0.2616] };
    expect(await refusal(() => checkStatistics('them', flat, 0.01))).toContain(
      'colour spread of them is (0.2000',
    );
    expect(() => checkStatistics('them', s, 0.05)).not.toThrow();
    expect(await refusal(() => checkStatistics('them', { ...s, mean: [Number.NaN, 0, 0] }, 0.05))).toContain(
      'NaN',
    );
  });

  it('when a file or the package is missing, with what to run', async () => {
    expect(await refusal(() => build({ source: join(folder, 'nowhere') }))).toMatch(
      /lacks .*: run "npm install"/,
    );
  });
});

describe('prepare', () => {
  const nowhere = { print: () => {}, tell: () => {}, onUnread: () => {} };
  const prepare = (...argv: string[]) => prepareCommand.run(argv, nowhere);

  it('refuses what it does not know', async () => {
    await expect(prepare('--forced')).rejects.toThrow(
      'prepare has no option --forced: did you mean --force? (resnet prepare --help lists all.)',
    );
    await expect(prepare('extra')).rejects.toThrow(UsageError);
    await expect(prepare('--dataset', 'cifar100')).rejects.toThrow(
      '--dataset must be cifar10, but it is "cifar100".',
    );
  });

  it('says on stderr that the data is ready', async () => {
    const lines: string[] = [];
    const write = process.stderr.write;
    process.stderr.write = (text: string | Uint8Array) => lines.push(String(text)) > 0;
    try {
      await prepare('--dataset', 'cifar10');
    } finally {
      process.stderr.write = write;
    }
    expect(lines.join('')).toMatch(/^CIFAR-10 is ready: 60 shards, \d+ MB, verified in [\d.]+ s\.\n$/);
  });
});
