/** Normalised, augmented pictures from bytes, see `NetworkOps.augment`. */
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Normalisation } from '../../nn/augment.ts';
import * as tf from '../../nn/tf.ts';
import { drawsPerPicture } from '../../training/augmentation.ts';
import { ceilDiv } from '../kernel.ts';
import { augment } from '../kernels/augment.ts';
import { tensorOf, trainingBackend } from './tensors.ts';

/** [N, S, S, 3] from pictures packed in words and draws [N, 5], both on the device. */
export function augmentTensors(
  pictures: TensorInfo,
  n: number,
  size: number,
  normalisation: Normalisation,
  draws?: TensorInfo,
): tf.Tensor4D {
  const b = trainingBackend(tf.backend());
  const pixels = b.makeTensorInfo([n, size, size, 3], 'float32');
  b.run(augment(n, size, normalisation, draws !== undefined), [pictures, ...(draws ? [draws] : []), pixels]);
  return tensorOf<tf.Tensor4D>(pixels);
}

/** The same from the CPU. */
export function augmentBatch(
  images: Uint8Array,
  n: number,
  size: number,
  normalisation: Normalisation,
  draws?: Int32Array,
): tf.Tensor4D {
  const padded = new Uint8Array(4 * ceilDiv(images.length, 4));
  padded.set(images);
  const pictures: Tensor = tf.tensor1d(new Int32Array(padded.buffer), 'int32');
  const drawn = draws && tf.tensor2d(draws, [n, drawsPerPicture], 'int32');
  try {
    return augmentTensors(pictures, n, size, normalisation, drawn);
  } finally {
    pictures.dispose();
    drawn?.dispose();
  }
}
