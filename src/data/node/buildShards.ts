/**
 * Builds the data folder: shards, labels, manifest. Files that exist and are right stay, so an interrupted run
 * continues where it stopped, and a run on a complete folder only verifies. Every file is written beside its place
 * and then renamed, so that it appears whole.
 */
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { sha256Of } from '../../base/node/hash.ts';
import { writeWhole } from '../../base/node/wholeFile.ts';
import {
  type FileEntry,
  type Manifest,
  manifestFormat,
  manifestName,
  manifestVersion,
  parseManifest,
  type Shard,
} from '../manifest.ts';
import { PreparationError } from '../preparationError.ts';
import type { DatasetFacts, SplitName } from '../sets/index.ts';
import type { Original } from '../sets/original.ts';
import {
  imagesPerShard,
  type SpriteLayout,
  spriteLayout,
  tileColumns,
  tileRows,
  toSprite,
} from '../sprite.ts';
import { Histograms } from '../statistics.ts';
import { ensureSamples } from './samples.ts';
import { decodeRgb, encodeLossless } from './sharpDecoder.ts';

export interface BuildOptions {
  readonly facts: DatasetFacts;
  /** Asked for only when something has to be built. */
  readonly original: () => Original;
  /** Folder to fill, the one that page and commands look in unless a test says otherwise. */
  readonly target: string;
  /** Writes every file anew. */
  readonly force?: boolean;
  /** Shards done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuildReport {
  /** Shards that had to be written; 0 when the folder was complete. */
  readonly written: number;
  readonly shards: number;
  /** Bytes of all files that the manifest lists. */
  readonly bytes: number;
}

const readIfThere = (path: string): Promise<Buffer | undefined> => readFile(path).catch(() => undefined);

/** Several processes may prepare the same folder at once, so each writes to temporary files of its own. */
const put = (path: string, bytes: Uint8Array): void =>
  writeWhole(path, bytes, `${path}.partial-${process.pid}`);

/** Leftovers of runs that were killed; not those of a run that may still be writing. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.includes('.partial-')) continue;
    const path = join(folder, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > 600_000) await rm(path, { force: true });
  }
}

/** Runs `work` over all items, a few at once; the first failure ends it. */
async function forEachAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const runner = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(8, availableParallelism()) }, runner));
}

const entryOf = (file: string, bytes: Uint8Array): FileEntry => ({
  file,
  bytes: bytes.length,
  sha256: sha256Of(bytes),
});

const filesOf = (manifest: Manifest): FileEntry[] =>
  [manifest.train, manifest.test].flatMap((split) => [split.labels, ...split.shards]);

/** The manifest, if it and every file it lists are there and right. */
async function verified(folder: string, facts: DatasetFacts): Promise<Manifest | undefined> {
  const bytes = await readIfThere(join(folder, manifestName));
  if (!bytes) return undefined;
  let manifest: Manifest;
  try {
    manifest = parseManifest(bytes, facts);
  } catch {
    return undefined;
  }
  const { train, test } = facts.images;
  if (manifest.train.images !== train || manifest.test.images !== test) return undefined;
  for (const entry of filesOf(manifest)) {
    const found = await readIfThere(join(folder, entry.file));
    if (found?.length !== entry.bytes || sha256Of(found) !== entry.sha256) return undefined;
  }
  return manifest;
}

const shardsOf = (images: number): number => Math.ceil(images / imagesPerShard);

/** Keeps the shard file that is there if it decodes to the very pixels, else writes it. */
async function ensureShard(
  path: string,
  file: string,
  pictures: Uint8Array,
  layout: SpriteLayout,
  force: boolean,
): Promise<{ shard: Shard; written: boolean }> {
  const sprite = toSprite(pictures, layout);
  const describe = (bytes: Uint8Array): Shard => ({
    ...entryOf(file, bytes),
    images: pictures.length / layout.imageBytes,
    pixelsSha256: sha256Of(sprite),
  });
  const same = async (bytes: Uint8Array) =>
    Buffer.compare(await decodeRgb(bytes).catch(() => new Uint8Array()), sprite) === 0;
  const found = force ? undefined : await readIfThere(path);
  if (found && (await same(found))) return { shard: describe(found), written: false };
  const bytes = await encodeLossless(sprite, layout);
  if (!(await same(bytes)))
    throw new PreparationError(
      `The image library changed pixels of ${file}; run "npm install" again to renew sharp.`,
    );
  put(path, bytes);
  return { shard: describe(bytes), written: true };
}

/**
 * Makes the folder complete.
 * @throws PreparationError with one sentence when the originals are missing or are not those of the data set.
 */
export async function buildShards(options: BuildOptions): Promise<BuildReport> {
  const { facts, target, force = false, onProgress } = options;
  const layout = spriteLayout(facts.imageSize);
  const total = shardsOf(facts.images.train) + shardsOf(facts.images.test);
  await mkdir(target, { recursive: true });
  await removeLeftovers(target);
  const complete = force ? undefined : await verified(target, facts);
  if (complete) {
    // A folder that an earlier version prepared lacks the samples.
    await ensureSamples(target, facts);
    return { written: 0, shards: total, bytes: filesOf(complete).reduce((sum, f) => sum + f.bytes, 0) };
  }

  const original = options.original();
  const labels = { train: await original.labels('train'), test: await original.labels('test') };
  const shards: Record<SplitName, Shard[]> = { train: [], test: [] };
  const training = new Histograms();
  let done = 0;
  let written = 0;
  for (const part of original.parts) {
    const pixels = await part.read();
    if (part.split === 'train') training.add(pixels);
    const list = shards[part.split];
    const first = list.length;
    const numbers = Array.from({ length: shardsOf(part.images) }, (_, i) => i);
    await forEachAtOnce(numbers, async (i) => {
      const file = `${part.split}-${String(first + i).padStart(2, '0')}.webp`;
      const shardBytes = imagesPerShard * layout.imageBytes;
      const pictures = pixels.subarray(i * shardBytes, (i + 1) * shardBytes);
      const result = await ensureShard(join(target, file), file, pictures, layout, force);
      list[first + i] = result.shard;
      if (result.written) written++;
      onProgress?.(++done, total);
    });
  }
  original.checkTraining(training.statistics);

  const split = (name: SplitName) => {
    const file = `${name}-labels.bin`;
    put(join(target, file), labels[name]);
    return { images: labels[name].length, labels: entryOf(file, labels[name]), shards: shards[name] };
  };
  const manifest: Manifest = {
    format: manifestFormat(facts),
    version: manifestVersion,
    credit: facts.citation,
    shape: [facts.imageSize, facts.imageSize, 3],
    tiles: { columns: tileColumns, rows: tileRows },
    classes: [...facts.classes],
    mean: [...facts.mean],
    std: [...facts.std],
    train: split('train'),
    test: split('test'),
  };
  await ensureSamples(target, facts, force);
  // Last, so that a manifest vouches for a complete folder.
  const text = new TextEncoder().encode(`${JSON.stringify(manifest, null, 1)}\n`);
  parseManifest(text, facts);
  put(join(target, manifestName), text);
  return { written, shards: total, bytes: filesOf(manifest).reduce((sum, f) => sum + f.bytes, 0) };
}
