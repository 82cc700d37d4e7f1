/**
 * How alike the gradients of different pictures are, block by block (Balduzzi et al. 2017, "The Shattered Gradients Problem"): where they are
 * not alike, a step that helps one picture does nothing for the next, however large its gradient is. Pure.
 *
 * Of every picture it is the gradient of one logit, the same for all, by the output of a block, with the batch's own statistics where the
 * network has batch norm. The gradients are then equal behind the last block, where nothing but the mean over the pixels lies between, so
 * that what the blocks on the way back leave of it is theirs alone. With each picture's own class the classes would part them already.
 */
import type { TappedMaps } from './taps.ts';
import type { BlockVitals } from './vitals.ts';

export interface BlockCorrelation {
  /** `stem`, or a block. */
  readonly block: string;
  /** Mean over all pairs of pictures of the cosine between their gradients; NaN where fewer than two have one. */
  readonly correlation: number;
}

/** What a look at a network that is not being trained tells (`src/trainer/lookAtNetwork.ts`). */
export interface NetworkLook {
  /** Of its first step, in the order of the forward pass. */
  readonly blocks: readonly BlockVitals[];
  /** Of some blocks, before the step, in the order of the forward pass; where it was wanted. */
  readonly correlation?: readonly BlockCorrelation[];
}

/** The logit: that of the first class. */
export const correlatedClass = 0;
/** Pictures that are compared. */
export const correlatedPictures = 32;

/** Σₙ≠ₘ cos(gₙ, gₘ) over the number of pairs, by way of ‖Σ gₙ/‖gₙ‖‖² = N + the sum that is wanted. */
export function meanCosine({ height, width, channels, values }: TappedMaps): number {
  const length = height * width * channels;
  const sum = new Float64Array(length);
  let count = 0;
  for (let start = 0; start < values.length; start += length) {
    const own = values.subarray(start, start + length);
    let square = 0;
    for (const v of own) square += v * v;
    if (square === 0) continue;
    const share = 1 / Math.sqrt(square);
    for (let i = 0; i < length; i++) (sum[i] as number) += share * (own[i] as number);
    count++;
  }
  if (count < 2) return Number.NaN;
  let square = 0;
  for (const v of sum) square += v * v;
  return (square - count) / (count * (count - 1));
}

/** Blocks at most that are looked at: each costs a forward and a backward pass. */
const mostBlocks = 12;

/** Evenly from the first to the last, both among them. */
export function correlatedBlocks(blocks: readonly string[]): string[] {
  const count = Math.min(mostBlocks, blocks.length);
  if (count < 2) return [...blocks];
  return Array.from(
    { length: count },
    (_, i) => blocks[Math.round((i * (blocks.length - 1)) / (count - 1))] as string,
  );
}
