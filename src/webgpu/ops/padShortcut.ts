/** `PadShortcut`, a tfjs kernel of ours: the shortcut without parameters. */
import type { GradConfig, KernelConfig, NamedAttrMap, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '../../nn/tf.ts';
import { ceilDiv } from '../kernel.ts';
import { padShortcut as forward, type PadShape } from '../kernels/padShortcut.ts';
import { padShortcutGradient } from '../kernels/padShortcutGradient.ts';
import { tensorOf, trainingBackend } from './tensors.ts';

type Attributes = Pick<PadShape, 'stride' | 'before' | 'after'>;

function shapeOf(x: readonly number[], attrs: NamedAttrMap | undefined): PadShape {
  const { stride, before, after } = attrs as unknown as Attributes;
  const [batch, inHeight, inWidth, channels] = x as [number, number, number, number];
  const outHeight = ceilDiv(inHeight, stride);
  return {
    batch,
    inHeight,
    inWidth,
    outHeight,
    outWidth: ceilDiv(inWidth, stride),
    channels,
    stride,
    before,
    after,
  };
}

export const padShortcutKernel: KernelConfig = {
  kernelName: 'PadShortcut',
  backendName: 'webgpu',
  kernelFunc: ({ inputs, attrs, backend }) => {
    const b = trainingBackend(backend);
    const { x } = inputs as { x: TensorInfo };
    const s = shapeOf(x.shape, attrs);
    const y = b.makeMap([s.batch, s.outHeight, s.outWidth, s.before + s.channels + s.after]);
    b.run(forward(s, b.storage), [x, y]);
    return y;
  },
};

export const padShortcutGradientConfig: GradConfig = {
  kernelName: 'PadShortcut',
  inputsToSave: ['x'],
  gradFunc: (dy, [x], attrs) => ({
    x: () => {
      const b = trainingBackend(tf.backend());
      const dx = b.makeMap(x!.shape);
      b.run(padShortcutGradient(shapeOf(x!.shape, attrs), b.storage), [dy as Tensor, dx]);
      return tensorOf(dx);
    },
  }),
};

/** See `NetworkOps.padShortcut`. */
export const padShortcut = (x: tf.Tensor4D, stride: number, before: number, after: number): tf.Tensor4D =>
  tf.engine().runKernel('PadShortcut', { x }, { stride, before, after }) as tf.Tensor4D;
