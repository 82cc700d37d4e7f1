/** Crop, mirror, cutout and normalisation on the device against one plain loop over pixels. */
import { expect, test } from 'vitest';
import { augment } from '../../src/nn/augment.ts';
import * as tf from '../../src/nn/tf.ts';
import { drawsPerPicture } from '../../src/training/augmentation.ts';
import { onEachBackend } from './devices.ts';
import { expectClose, randomNumbers } from './numbers.ts';

const mean = [0.4914, 0.4822, 0.4465];
const std = [0.247, 0.2435, 0.2616];

/** torchvision's RandomCrop(size, padding=4), RandomHorizontalFlip, ToTensor, Normalize; then cutout of 16×16. */
function expected(images: Uint8Array, n: number, size: number, draws?: Int32Array): Float64Array {
  const result = new Float64Array(images.length);
  for (let i = 0; i < result.length; i++) {
    const channel = i % 3;
    const x = Math.floor(i / 3) % size;
    const y = Math.floor(i / 3 / size) % size;
    const image = Math.floor(i / 3 / size / size);
    const [shiftY = 0, shiftX = 0, mirror = 0, centreY = -1, centreX = -1] = draws
      ? draws.subarray(image * drawsPerPicture, (image + 1) * drawsPerPicture)
      : [];
    const row = y + shiftY;
    const column = (mirror ? size - 1 - x : x) + shiftX;
    const inside = row >= 0 && row < size && column >= 0 && column < size;
    const byte = inside ? (images[((image * size + row) * size + column) * 3 + channel] ?? Number.NaN) : 0;
    const cut =
      centreY >= 0 &&
      centreX >= 0 &&
      y >= centreY - 8 &&
      y < centreY + 8 &&
      x >= centreX - 8 &&
      x < centreX + 8;
    result[i] = cut ? 0 : (byte / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
  }
  expect(images.length).toBe(n * size * size * 3);
  return result;
}

onEachBackend(() => {
  test.each([
    [1, 32],
    [37, 32],
    [5, 9],
  ])('batch %i, size %i', async (n, size) => {
    const random = randomNumbers(n);
    const below = (limit: number) => Math.floor(((random() + 1) / 2) * limit);
    const images = Uint8Array.from({ length: n * size * size * 3 }, () => below(256));
    const draws = Int32Array.from({ length: n * drawsPerPicture }, (_, i) => {
      const column = i % drawsPerPicture;
      if (column < 2) return below(9) - 4;
      if (column === 2) return below(2);
      // Every third picture is left whole.
      return Math.floor(i / drawsPerPicture) % 3 === 2 ? -1 : below(size);
    });
    // The corners of what can be drawn.
    draws.set([-4, 4, 1, 0, size - 1]);
    const before = tf.memory().numTensors;
    for (const given of [draws, undefined]) {
      const tensor = augment(images, n, size, { mean, std }, given);
      expect(tensor.shape).toEqual([n, size, size, 3]);
      expect(tensor.dtype).toBe('float32');
      expectClose(await tensor.data(), expected(images, n, size, given), 1e-6, 'pixels');
      tensor.dispose();
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test('what a crop takes from outside is black, what cutout paints is the mean', async () => {
    const white = new Uint8Array(9 * 9 * 3).fill(255);
    const cropped = augment(white, 1, 9, { mean, std }, Int32Array.of(-4, 0, 0, -1, -1));
    expectClose(
      (await cropped.data()).slice(0, 3),
      mean.map((m, c) => -m / (std[c] ?? 1)),
      1e-6,
      'black',
    );
    const cut = augment(white, 1, 9, { mean, std }, Int32Array.of(0, 0, 0, 0, 0));
    const pixels = await cut.data();
    expect(Array.from(pixels.slice(0, 3))).toEqual([0, 0, 0]);
    // Eight rows and columns from the centre on are painted, the ninth is not.
    expect(pixels[(8 * 9 + 8) * 3]).toBeGreaterThan(1);
    tf.dispose([cropped, cut]);
  });
});
