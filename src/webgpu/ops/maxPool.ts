/** `StemMaxPool`, a tfjs kernel of ours: 3×3, stride 2, padding 1. */
import type { GradConfig, KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { convOutput } from '../../model/structure.ts';
import * as tf from '../../nn/tf.ts';
import { maxPool, type PoolShape } from '../kernels/maxPool.ts';
import { maxPoolGradient } from '../kernels/maxPoolGradient.ts';
import { tensorOf, trainingBackend } from './tensors.ts';

function shapeOf(x: TensorInfo): PoolShape {
  const [batch, inHeight, inWidth, channels] = x.shape as [number, number, number, number];
  const out = (n: number): number => convOutput(n, 3, 2, 1);
  return { batch, inHeight, inWidth, outHeight: out(inHeight), outWidth: out(inWidth), channels };
}

export const maxPoolKernel: KernelConfig = {
  kernelName: 'StemMaxPool',
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend }) => {
    const b = trainingBackend(backend);
    const { x } = inputs as { x: TensorInfo };
    const s = shapeOf(x);
    const y = b.makeMap([s.batch, s.outHeight, s.outWidth, s.channels]);
    b.run(maxPool(s, b.storage), [x, y]);
    return y;
  },
};

export const maxPoolGradientConfig: GradConfig = {
  kernelName: 'StemMaxPool',
  inputsToSave: ['x'],
  gradFunc: (dy, [x]) => ({
    x: () => {
      const b = trainingBackend(tf.backend());
      const dx = b.makeMap(x!.shape);
      b.run(maxPoolGradient(shapeOf(x!), b.storage), [x!, dy as Tensor, dx]);
      return tensorOf(dx);
    },
  }),
};

/** See `NetworkOps.maxPool`. */
export const maxPool3 = (x: tf.Tensor4D): tf.Tensor4D =>
  tf.engine().runKernel('StemMaxPool', { x }) as tf.Tensor4D;
