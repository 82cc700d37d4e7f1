/** Every picture of a batch and its mirror image, one after the other: what an evaluation with `mirrorTest` looks at. */
import { drawsPerPicture } from '../training/augmentation.ts';
import type { FloatBatch, ImageBatch } from './engine.ts';

/** How many looks at a picture that are. */
export const mirrorViews = 2;
/** Which of a picture's draws is its mirror. */
const mirrorDraw = 2;

/** Pictures without their labels, of which there is one for all views of a picture. */
export type Views = Omit<ImageBatch, 'labels'> | Omit<FloatBatch, 'labels'>;

type Pixels = Uint8Array | Float32Array;

function doubled<T extends Pixels>(values: T, views: T, size: number, mirrored: boolean): T {
  const [row, area] = [size * 3, size * size * 3];
  for (let start = 0; start < values.length; start += area) {
    const picture = values.subarray(start, start + area);
    views.set(picture, 2 * start);
    const mirror = 2 * start + area;
    if (!mirrored) views.set(picture, mirror);
    else
      for (let at = 0; at < area; at += 3) {
        const column = at % row;
        views.set(picture.subarray(at, at + 3), mirror + at - column + (row - 3 - column));
      }
  }
  return views;
}

/** @param size Height and width of a picture. */
export function withMirrors(batch: ImageBatch | FloatBatch, size: number): Views {
  if ('pixels' in batch)
    return { pixels: doubled(batch.pixels, new Float32Array(2 * batch.pixels.length), size, true) };
  const { images, draws } = batch;
  const twice = new Uint8Array(2 * images.length);
  if (!draws) return { images: doubled(images, twice, size, true) };
  // The mirror image of what the draws make of a picture.
  const both = new Int32Array(2 * draws.length);
  for (let i = 0; i < draws.length; i += drawsPerPicture) {
    const own = draws.subarray(i, i + drawsPerPicture);
    both.set(own, 2 * i);
    both.set(own, 2 * i + drawsPerPicture);
    both[2 * i + drawsPerPicture + mirrorDraw] = 1 - (own[mirrorDraw] ?? 0);
  }
  return { images: doubled(images, twice, size, false), draws: both };
}
