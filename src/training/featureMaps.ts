/** Feature maps of one picture, read from what a network was asked: channels, how far their values spread, Grad-CAM. Pure. */
import type { TappedMaps } from './taps.ts';

/** One channel of one picture's feature map, row by row, or a map that was made of all channels. */
export interface Plane {
  readonly height: number;
  readonly width: number;
  /** height·width. */
  readonly values: Float32Array;
}

/** A feature map of one picture, HWC. */
export type MapOfOne = Omit<Plane, 'values'> & { readonly channels: number; readonly values: Float32Array };

/** The feature map of the picture with that number in the batch, HWC. */
export function mapOf(maps: TappedMaps, picture = 0): MapOfOne {
  const { height, width, channels, values } = maps;
  const size = height * width * channels;
  return { height, width, channels, values: values.subarray(picture * size, (picture + 1) * size) };
}

export function channelOf({ height, width, channels, values }: MapOfOne, channel: number): Plane {
  const plane = Float32Array.from({ length: height * width }, (_, i) => values[i * channels + channel] ?? 0);
  return { height, width, values: plane };
}

/** Standard deviation of each channel over its pixels. */
export function spreads({ channels, values }: MapOfOne): Float64Array {
  const pixels = values.length / channels;
  const means = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) means[i % channels]! += values[i]! / pixels;
  for (let i = 0; i < values.length; i++)
    squares[i % channels]! += (values[i]! - means[i % channels]!) ** 2 / pixels;
  return squares.map(Math.sqrt);
}

/** A channel stays the one that is shown as long as its spread is at least this share of the largest. */
const staysFrom = 0.5;

/** The channel that shows most: the one with the largest spread, but no other than before while that one still shows much. */
export function tellingChannel(spread: Float64Array, before: number | undefined): number {
  const largest = spread.reduce((most, one) => Math.max(most, one), 0);
  const kept = before === undefined ? undefined : spread[before];
  if (before !== undefined && kept !== undefined && kept >= staysFrom * largest && kept > 0) return before;
  return Math.max(0, spread.indexOf(largest));
}

/** Least and greatest of the values that are numbers; [0, 0] of none. */
export function rangeOf(values: Float32Array): readonly [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 0];
}

/** Euclidean norm √Σv². */
export const normOf = (values: Float32Array): number => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

/**
 * Where the last map of a block speaks for a class: ReLU(Σ over channels k of αₖ·Aᵏ), αₖ being the mean over the pixels of the
 * gradient of the class's logit by Aᵏ (Selvaraju et al., "Grad-CAM", 2017, equations 1 and 2).
 * @param gradient Of the same shape as `output`.
 */
export function gradCam(output: MapOfOne, gradient: MapOfOne): Plane {
  const { height, width, channels } = output;
  const pixels = height * width;
  const weights = new Float64Array(channels);
  gradient.values.forEach((g, i) => {
    weights[i % channels]! += g / pixels;
  });
  const values = Float32Array.from({ length: pixels }, (_, at) => {
    const sum = weights.reduce(
      (total, weight, k) => total + weight * (output.values[at * channels + k] ?? 0),
      0,
    );
    return Math.max(0, sum);
  });
  return { height, width, values };
}
