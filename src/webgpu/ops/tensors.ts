/** Between tfjs's tensors and what our kernels work on. */

import type { KernelBackend, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../../base/errors.ts';
import { elementsOf } from '../../model/parameters.ts';
import * as tf from '../../nn/tf.ts';
import { TrainingBackend } from '../backend.ts';

/** @throws Error when tfjs runs on another backend: our kernels are registered for ours alone. */
export function trainingBackend(backend: unknown): TrainingBackend {
  if (backend instanceof TrainingBackend) return backend;
  throw new InternalError('Our training kernels run on the training backend only.');
}

/** Rows and channels of a feature map. */
export const extent = (map: TensorInfo): [rows: number, channels: number] => {
  const channels = map.shape[3] ?? 1;
  return [elementsOf(map.shape) / channels, channels];
};

/** How passes over feature maps are written for a device. */
export const passOptions = ({ storage, traits: { passThreads } }: TrainingBackend) => ({
  storage,
  passThreads,
});

/** A tensor in tfjs's book-keeping for values that a kernel has made. */
export const tensorOf = <T extends Tensor = Tensor>({ dataId, shape, dtype }: TensorInfo): T =>
  tf.engine().makeTensorFromDataId(dataId, shape, dtype, tf.backend() as KernelBackend) as T;
