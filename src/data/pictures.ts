/** Pictures in memory while they arrive, as the trainer sees them. Shards, sprites and caches stay behind this. */

import type { Labels } from '../training/labels.ts';
import type { DatasetFacts } from './sets/index.ts';

/** uint8 RGB pictures, NHWC, with their labels. Size may exceed what has arrived. */
export interface PictureStream {
  /** Pictures in all, those to come included. */
  readonly size: number;
  /** Class number of every picture. They are there before the pictures. */
  readonly labels: Labels;
  /** Height and width of a picture in pixels. */
  readonly imageSize: number;
  /**
   * Picture numbers in the order in which they arrive, shard by shard. Fixed by the seed, not by the network's mood,
   * so that two runs with one seed see the same batches.
   */
  readonly arrivalOrder: Int32Array;
  /**
   * Resolves when the first `count` pictures of `arrivalOrder` are in memory.
   * Rejects with one clear sentence naming the shard when one cannot be had, at once also for later calls.
   */
  arrived(count: number): Promise<void>;
  /**
   * Resolves when these pictures are in memory, whatever else is missing; a stream whose shards are loaded on demand loads those
   * that they lie in. Rejects as `arrived` does.
   */
  ready(numbers: ArrayLike<number>): Promise<void>;
  /** Copies pictures by number into a batch: images N·H·W·3 bytes, labels N. @throws when one has not arrived. */
  gather(numbers: ArrayLike<number>, into: { images: Uint8Array; labels: Int32Array }): void;
}

/** A data set that is open: what is known of it, and its pictures. */
export interface Dataset extends Pick<DatasetFacts, 'classes' | 'mean' | 'std'> {
  readonly train: PictureStream;
  readonly test: PictureStream;
}

/**
 * Pictures by number as they are, N·S·S·3 bytes, with their labels. A new array each time: an engine may keep it until the device
 * has taken it. @throws when one has not arrived.
 */
export function gathered(
  pictures: PictureStream,
  numbers: ArrayLike<number>,
): { readonly images: Uint8Array; readonly labels: Int32Array } {
  const images = new Uint8Array(numbers.length * pictures.imageSize ** 2 * 3);
  const labels = new Int32Array(numbers.length);
  pictures.gather(numbers, { images, labels });
  return { images, labels };
}
