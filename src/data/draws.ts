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

/** As fine as chances are drawn. */
const fineness = 2 ** 24;

/**
 * By what the branch of every block is multiplied in a training step: 0 where the block is its shortcut alone, else so much more that the
 * mean over steps is 1. Of L blocks the l-th is left out with the chance l/L · stochasticDepth (Huang et al. 2016). It depends on seed,
 * epoch, step and block alone.
 * @param index Of the step in its epoch.
 * @returns undefined where no branch is ever left out.
 */
export function branchFactors(
  {
    seed,
    blocks,
    shortcut,
    stochasticDepth,
  }: Pick<RunConfig, 'seed' | 'blocks' | 'shortcut' | 'stochasticDepth'>,
  epoch: number,
  index: number,
): Float32Array | undefined {
  if (stochasticDepth === 0 || shortcut === 'none') return undefined;
  const count = blocks.reduce((sum, n) => sum + n, 0);
  return Float32Array.from({ length: count }, (_, block) => {
    const chance = ((block + 1) / count) * stochasticDepth;
    const drawn = uniformInt(generatorFor(seed, 'depth', epoch, index, block), 0, fineness - 1) / fineness;
    return drawn < chance ? 0 : 1 / (1 - chance);
  });
}
