/**
 * The sample pictures of a data set as one small file, which the page shows before anything else is loaded. It is cut out of
 * the prepared shard, is no part of the manifest, and nothing trains on it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../../base/node/wholeFile.ts';
import { PreparationError } from '../preparationError.ts';
import { type DatasetFacts, samplesName } from '../sets/index.ts';
import { fromSprite, imagesPerShard, spriteLayout } from '../sprite.ts';
import { decodeRgb, encodeLossless } from './sharpDecoder.ts';

/** Lays N pictures (N·S·S·3 bytes, NHWC) side by side: one picture of S × N·S pixels. */
function toRow(pictures: Uint8Array, imageSize: number): Uint8Array {
  const rowBytes = imageSize * 3;
  const count = pictures.length / (rowBytes * imageSize);
  const strip = new Uint8Array(pictures.length);
  for (let i = 0; i < count; i++)
    for (let y = 0; y < imageSize; y++) {
      const from = (i * imageSize + y) * rowBytes;
      strip.set(pictures.subarray(from, from + rowBytes), (y * count + i) * rowBytes);
    }
  return strip;
}

/**
 * Writes the samples of a prepared folder unless they are there and right. The labels and the first shard of the test split
 * must lie in the folder already.
 * @throws PreparationError when a label of the facts is not the one of the picture.
 */
export async function ensureSamples(folder: string, facts: DatasetFacts, force = false): Promise<void> {
  const { samples, imageSize, name } = facts;
  if (samples.length === 0) return;
  const labels = await readFile(join(folder, 'test-labels.bin'));
  const wrong = samples.find(({ index, label }) => index >= imagesPerShard || labels[index] !== label);
  if (wrong)
    throw new PreparationError(`Test picture ${wrong.index} of ${name} is not of class ${wrong.label}.`);

  const layout = spriteLayout(imageSize);
  const shard = new Uint8Array(imagesPerShard * layout.imageBytes);
  const sprite = await decodeRgb(await readFile(join(folder, 'test-00.webp')));
  fromSprite(sprite, layout, imagesPerShard, shard, 0);
  const pictures = new Uint8Array(samples.length * layout.imageBytes);
  samples.forEach(({ index }, i) => {
    const from = index * layout.imageBytes;
    pictures.set(shard.subarray(from, from + layout.imageBytes), i * layout.imageBytes);
  });

  const strip = toRow(pictures, imageSize);
  const path = join(folder, samplesName);
  const found = force ? undefined : await readFile(path).catch(() => undefined);
  if (found && Buffer.compare(await decodeRgb(found).catch(() => new Uint8Array()), strip) === 0) return;
  const bytes = await encodeLossless(strip, { width: samples.length * imageSize, height: imageSize });
  writeWhole(path, bytes, `${path}.partial-${process.pid}`);
}
