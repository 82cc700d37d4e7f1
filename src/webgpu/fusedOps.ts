/** The operations of the network by our own kernels, registered with tfjs under names of their own. */
import type { Normalisation } from '../nn/augment.ts';
import type { NetworkOps } from '../nn/ops.ts';
import * as tf from '../nn/tf.ts';
import { replaceAddition } from './ops/addition.ts';
import { augmentBatch } from './ops/augmentation.ts';
import { classify, classifyLoss, poolClassifyGradient, poolClassifyKernels } from './ops/classifier.ts';
import { convNorm, convNormGradient, convNormInferenceKernel, convNormKernel } from './ops/convNorm.ts';
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
    ...poolClassifyKernels,
    padShortcutKernel,
    maxPoolKernel,
  ];
  for (const kernel of kernels) tf.registerKernel(kernel);
  const gradients = [
    convNormGradient,
    poolClassifyGradient,
    padShortcutGradientConfig,
    maxPoolGradientConfig,
  ];
  for (const gradient of gradients) tf.registerGradient(gradient);
  replaceAddition();
}

/**
 * @param normalisation What `augment` centres and scales colours by.
 */
export function fusedOps(normalisation: Normalisation): NetworkOps {
  register();
  return {
    convNorm,
    padShortcut,
    maxPool: maxPool3,
    classify,
    classifyLoss,
    augment: (images, n, size, draws) => augmentBatch(images, n, size, normalisation, draws),
  };
}
