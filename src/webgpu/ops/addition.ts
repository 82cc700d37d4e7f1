/**
 * tfjs's tape adds gradients that meet at one tensor with its own `Add` kernel. On the training backend, float tensors
 * of one shape are added by ours, so that the addition can be recorded and merged (see mergeAdditions).
 */
import { type KernelConfig, type TensorInfo, util } from '@tensorflow/tfjs-core';
import * as tf from '../../nn/tf.ts';
import { TrainingBackend } from '../backend.ts';
import type { Kernel } from '../kernel.ts';
import { add } from '../kernels/add.ts';

export const isAddition = (kernel: Kernel): boolean => kernel.name === 'add';

/** Puts our addition in front of the one that is registered. */
export function replaceAddition(): void {
  const stock = tf.getKernel('Add', 'webgpu');
  const ours: KernelConfig = {
    ...stock,
    kernelFunc: (params) => {
      const { a, b } = params.inputs as { a: TensorInfo; b: TensorInfo };
      const { backend } = params;
      const plain = a.dtype === 'float32' && b.dtype === 'float32' && util.arraysEqual(a.shape, b.shape);
      if (!plain || !(backend instanceof TrainingBackend) || !backend.recorder)
        return stock.kernelFunc(params);
      const storage = backend.storageOf(a);
      const sum = backend.makeStored(a.shape, storage);
      backend.run(add(util.sizeFromShape(a.shape), storage), [a, b, sum]);
      return sum;
    },
  };
  tf.unregisterKernel('Add', 'webgpu');
  tf.registerKernel(ours);
}
