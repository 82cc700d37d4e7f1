/**
 * Which crop, mirror and cutout a picture gets in an epoch. Only the draws are made here; the engine applies them on
 * the device. A picture's draws depend on seed, epoch and picture alone, not on the batch it falls into.
 */
import { cropPadding, drawsPerPicture, noCutout } from '../training/augmentation.ts';
import type { RunConfig } from '../training/settings.ts';
import { generatorFor, uniformInt } from './random.ts';

export interface DrawOptions {
  readonly seed: number;
  /** Counted from 0. */
  readonly epoch: number;
  /** Picture numbers of the batch, N of them. */
  readonly pictures: ArrayLike<number>;
  /** Height and width of a picture in pixels. */
  readonly imageSize: number;
  readonly augment: RunConfig['augment'];
}

/**
 * N·5 whole numbers, see `drawsPerPicture`; a cutout's centre lies anywhere in the picture.
 * All five are drawn always, so switching one augmentation off does not change the others.
 */
export function drawsFor({ seed, epoch, pictures, imageSize, augment }: DrawOptions): Int32Array {
  const crop = augment.includes('crop');
  const flip = augment.includes('flip');
  const cutout = augment.includes('cutout');
  const draws = new Int32Array(pictures.length * drawsPerPicture);
  for (let i = 0; i < pictures.length; i++) {
    const rng = generatorFor(seed, 'augmentation', epoch, pictures[i] as number);
    const shiftY = uniformInt(rng, -cropPadding, cropPadding);
    const shiftX = uniformInt(rng, -cropPadding, cropPadding);
    const mirror = uniformInt(rng, 0, 1);
    const centreY = uniformInt(rng, 0, imageSize - 1);
    const centreX = uniformInt(rng, 0, imageSize - 1);
    draws.set(
      [
        crop ? shiftY : 0,
        crop ? shiftX : 0,
        flip ? mirror : 0,
        cutout ? centreY : noCutout,
        cutout ? centreX : noCutout,
      ],
      i * drawsPerPicture,
    );
  }
  return draws;
}
