/**
 * From bytes to normalised pictures on the device, with the random crop, mirror and cutout that `drawsPerPicture` lays
 * out. One gather moves every pixel of the batch; the draws are uploaded, the pixels are not touched on the CPU.
 */
import { InternalError } from '../base/errors.ts';
import { cutoutSize, drawsPerPicture } from '../training/augmentation.ts';
import * as tf from './tf.ts';

export interface Normalisation {
  /** Per channel, of pixels scaled to 0…1. */
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

const within = (at: tf.Tensor, low: tf.Tensor | number, high: tf.Tensor | number): tf.Tensor =>
  tf.logicalAnd(tf.greaterEqual(at, low), tf.less(at, high));

/** Rows [N, S] and columns [N, S] to a plane [N, S, S]. */
function plane(
  rows: tf.Tensor,
  columns: tf.Tensor,
  join: (rows: tf.Tensor, columns: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  return join(tf.expandDims(rows, 2), tf.expandDims(columns, 1));
}

/** @returns [N, S, S, 3] float32. Pixels that a crop takes from outside are black before normalisation, as in torchvision. */
export function augment(
  bytes: Uint8Array,
  n: number,
  size: number,
  { mean, std }: Normalisation,
  draws?: Int32Array,
): tf.Tensor4D {
  return tf.tidy(() => {
    const images = tf.tensor4d(bytes, [n, size, size, 3], 'int32');
    const scale = tf.tensor1d(std.map((s) => 1 / (255 * s)));
    const shift = tf.tensor1d(std.map((s, c) => -(mean[c] ?? 0) / s));
    const normalise = (pixels: tf.Tensor): tf.Tensor4D =>
      tf.add(tf.mul(tf.cast(pixels, 'float32'), scale), shift);
    if (!draws) return normalise(images);

    const columns = tf.split(tf.tensor2d(draws, [n, drawsPerPicture], 'int32'), drawsPerPicture, 1);
    const [shiftY, shiftX, mirror, centreY, centreX] = columns;
    if (!shiftY || !shiftX || !mirror || !centreY || !centreX)
      throw new InternalError('Draws have five columns.');
    const line = tf.range(0, size, 1, 'int32');
    const ints = (value: number): tf.Scalar => tf.scalar(value, 'int32');

    // The crop comes first, the mirror second: a mirrored picture reads its cropped columns from right to left.
    const fromRight = tf.sub(ints(size - 1), tf.mul(line, ints(2)));
    const y = tf.add(line, shiftY);
    const x = tf.add(tf.add(line, tf.mul(mirror, fromRight)), shiftX);
    const inside = plane(within(y, ints(0), ints(size)), within(x, ints(0), ints(size)), tf.logicalAnd);
    const clip = (at: tf.Tensor): tf.Tensor => tf.clipByValue(at, 0, size - 1);
    const index = plane(tf.mul(clip(y), ints(size)), clip(x), tf.add);

    const pixels = tf.gather(
      tf.reshape(images, [n, size * size, 3]),
      tf.reshape(index, [n, size * size]) as tf.Tensor2D,
      1,
      1,
    );
    const cropped = tf.mul(tf.reshape(pixels, images.shape), tf.cast(tf.expandDims(inside, 3), 'int32'));

    const half = ints(cutoutSize / 2);
    const near = (centre: tf.Tensor): tf.Tensor =>
      tf.logicalAnd(
        within(line, tf.sub(centre, half), tf.add(centre, half)),
        tf.greaterEqual(centre, ints(0)),
      );
    const outside = tf.logicalNot(plane(near(centreY), near(centreX), tf.logicalAnd));
    // The mean colour is 0 after normalisation.
    return tf.mul(normalise(cropped), tf.cast(tf.expandDims(outside, 3), 'float32'));
  });
}
