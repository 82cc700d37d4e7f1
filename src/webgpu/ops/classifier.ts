/**
 * `PoolClassifyLoss` and `PoolClassify`, tfjs kernels of ours: global average pooling, the classifier and, with labels,
 * softmax cross-entropy.
 */

import type { GradConfig, KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../../base/errors.ts';
import type { Loss } from '../../nn/ops.ts';
import * as tf from '../../nn/tf.ts';
import { classifierInputGradient } from '../kernels/classifierInputGradient.ts';
import { classifierLogits } from '../kernels/classifierLogits.ts';
import { type ClassifierShape, classifierLoss } from '../kernels/classifierLoss.ts';
import { classifierWeightGradient } from '../kernels/classifierWeightGradient.ts';
import { lossReduce } from '../kernels/lossReduce.ts';
import { tensorOf, trainingBackend } from './tensors.ts';

type Inputs = Record<'x' | 'weight' | 'bias', TensorInfo>;

function shapeOf(x: readonly number[], weight: readonly number[]): ClassifierShape {
  const [batch, height, width, channels] = x as [number, number, number, number];
  return { batch, area: height * width, channels, classes: weight[1] ?? 1 };
}

export const classifierKernels: readonly KernelConfig[] = [
  {
    kernelName: 'PoolClassify',
    backendName: 'webgpu',
    kernelFunc: ({ inputs, backend }) => {
      const b = trainingBackend(backend);
      const { x, weight, bias } = inputs as unknown as Inputs;
      const s = shapeOf(x.shape, weight.shape);
      const pooled = b.makeTensorInfo([s.batch, s.channels], 'float32');
      const logits = b.makeTensorInfo([s.batch, s.classes], 'float32');
      b.run(classifierLogits(s, b.traits.reductionLanes, b.storage), [x, weight, bias, pooled, logits]);
      b.disposeData(pooled.dataId);
      return logits;
    },
  },
  {
    kernelName: 'PoolClassifyLoss',
    backendName: 'webgpu',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const b = trainingBackend(backend);
      const { x, weight, bias, labels, totals } = inputs as unknown as Inputs & {
        labels: TensorInfo;
        totals?: TensorInfo;
      };
      const { labelSmoothing } = attrs as unknown as { labelSmoothing: number };
      const s = shapeOf(x.shape, weight.shape);
      const make = (...shape: number[]): TensorInfo => b.makeTensorInfo(shape, 'float32');
      const [pooled, logits, dlogits] = [
        make(s.batch, s.channels),
        make(s.batch, s.classes),
        make(s.batch, s.classes),
      ];
      const pictures = make(s.batch, 2);
      b.run(classifierLoss(s, labelSmoothing, b.traits.reductionLanes, b.storage), [
        x,
        weight,
        bias,
        labels,
        pooled,
        logits,
        dlogits,
        pictures,
      ]);
      const [loss, correct] = [make(), make()];
      b.run(lossReduce(s.batch, totals !== undefined), [
        pictures,
        ...(totals ? [totals] : []),
        loss,
        correct,
      ]);
      b.disposeData(pictures.dataId);
      b.attach(logits, [pooled, dlogits]);
      return [loss, correct, logits];
    },
  },
];

/** Gradients of logits reach the feature map alone: who looks at a network moves no weight. */
export const logitsGradient: GradConfig = {
  kernelName: 'PoolClassify',
  inputsToSave: ['x', 'weight'],
  gradFunc: (dlogits, [x, weight]) => ({
    x: () => {
      const b = trainingBackend(tf.backend());
      const dx = b.makeMap(x!.shape);
      const s = shapeOf(x!.shape, weight!.shape);
      const kernel = classifierInputGradient(s, b.traits.reductionLanes, b.storage);
      b.run(kernel, [dlogits as Tensor, weight!, tf.tensor1d([1]), dx]);
      return tensorOf(dx);
    },
  }),
};

/** Gradients flow from the loss alone; the answers and the logits are for people. */
export const classifierGradient: GradConfig = {
  kernelName: 'PoolClassifyLoss',
  inputsToSave: ['x', 'weight'],
  outputsToSave: [false, false, true],
  gradFunc: (dys, saved) => {
    const b = trainingBackend(tf.backend());
    const [x, weight, logits] = saved as [Tensor, Tensor, Tensor];
    // Halves would lose gradients as small as the loss alone makes them.
    const dloss: TensorInfo | undefined = b.recorder?.lossScale ?? (dys as Tensor[])[0];
    const [pooled, dlogits] = b.attached(logits);
    if (!pooled || !dlogits || !dloss)
      throw new InternalError('The forward pass of the loss left nothing for its gradient.');
    const s = shapeOf(x.shape, weight.shape);
    const dweight = b.makeTensorInfo(weight.shape, 'float32');
    const dbias = b.makeTensorInfo([s.classes], 'float32');
    b.run(classifierWeightGradient(s), [pooled, dlogits, dloss, dweight, dbias]);
    const [w, c] = [tensorOf(dweight), tensorOf(dbias)];
    return {
      x: () => {
        const dx = b.makeMap(x.shape);
        b.run(classifierInputGradient(s, b.traits.reductionLanes, b.storage), [dlogits, weight, dloss, dx]);
        return tensorOf(dx);
      },
      weight: () => tf.clone(w),
      bias: () => tf.clone(c),
    };
  },
};

/** See `NetworkOps.classify`. */
export const classify = (x: tf.Tensor4D, weight: tf.Tensor2D, bias: tf.Tensor1D): tf.Tensor2D =>
  tf.engine().runKernel('PoolClassify', { x, weight, bias }) as tf.Tensor2D;

/** See `NetworkOps.classifyLoss`. @param totals [2], to which the batch's losses and right answers are added. */
export function classifyLoss(
  inputs: { x: tf.Tensor4D; weight: tf.Tensor2D; bias: tf.Tensor1D; labels: tf.Tensor1D },
  labelSmoothing: number,
  totals?: TensorInfo,
): Loss {
  const all = { ...inputs, ...(totals ? { totals: totals as Tensor } : {}) };
  const [loss, correct, logits] = tf
    .engine()
    .runKernel('PoolClassifyLoss', all, { labelSmoothing }) as Tensor[];
  return { loss: loss as tf.Scalar, correct: correct as tf.Scalar, logits: logits as tf.Tensor2D };
}
