/** The operations of the network by our own kernels, registered with tfjs under names of their own. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Normalisation } from '../nn/augment.ts';
import type { Loss, NetworkOps } from '../nn/ops.ts';
import * as tf from '../nn/tf.ts';
import type { BatchInputs } from './batchInputs.ts';
import { replaceAddition } from './ops/addition.ts';
import { augmentBatch, augmentTensors } from './ops/augmentation.ts';
import {
  classifierGradient,
  classifierKernels,
  classify,
  classifyLoss,
  logitsGradient,
} from './ops/classifier.ts';
import { convBias, convBiasGradients, convBiasKernels } from './ops/convBias.ts';
import {
  convNorm,
  convNormGradient,
  convNormInferenceGradient,
  convNormInferenceKernel,
  convNormKernel,
  scaledNormGradient,
  scaledNormKernel,
} from './ops/convNorm.ts';
import { maxPool3, maxPoolGradientConfig, maxPoolKernel } from './ops/maxPool.ts';
import { padShortcut, padShortcutGradientConfig, padShortcutKernel } from './ops/padShortcut.ts';

let registered = false;

/** Registers our kernels and their gradients for tfjs's webgpu backend, once. */
function register(): void {
  if (registered) return;
  registered = true;
  const kernels = [
    convNormKernel,
    convNormInferenceKernel,
    scaledNormKernel,
    ...convBiasKernels,
    ...classifierKernels,
    padShortcutKernel,
    maxPoolKernel,
  ];
  for (const kernel of kernels) tf.registerKernel(kernel);
  const gradients = [
    convNormGradient,
    convNormInferenceGradient,
    scaledNormGradient,
    ...convBiasGradients,
    classifierGradient,
    logitsGradient,
    padShortcutGradientConfig,
    maxPoolGradientConfig,
  ];
  for (const gradient of gradients) tf.registerGradient(gradient);
  replaceAddition();
}

export class FusedOps implements NetworkOps {
  /** [2] sum of losses and correct answers, to which every loss adds its batch. */
  totals: TensorInfo | undefined;

  /** @param normalisation What `augment` centres and scales colours by. */
  constructor(private readonly normalisation: Normalisation) {
    register();
  }

  readonly convNorm = convNorm;
  readonly convBias = convBias;
  readonly padShortcut = padShortcut;
  readonly maxPool = maxPool3;
  readonly classify = classify;

  classifyLoss(
    x: tf.Tensor4D,
    weight: tf.Tensor2D,
    bias: tf.Tensor1D,
    labels: tf.Tensor1D,
    labelSmoothing: number,
  ): Loss {
    return classifyLoss({ x, weight, bias, labels }, labelSmoothing, this.totals);
  }

  augment(images: Uint8Array, n: number, size: number, draws?: Int32Array): tf.Tensor4D {
    return augmentBatch(images, n, size, this.normalisation, draws);
  }

  /** Normalised pictures [N, S, S, 3] of a batch that is on the device. */
  pixels({ pictures, count, draws }: BatchInputs, size: number): tf.Tensor4D {
    // Floats are normalised already; a copy, so that a tidy may dispose of it.
    if (pictures.dtype === 'float32') return tf.clone(pictures) as tf.Tensor4D;
    return augmentTensors(pictures, count, size, this.normalisation, draws);
  }
}
