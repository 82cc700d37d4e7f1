/**
 * Gradients of the classifier's weight and bias. A thread an element of either. Reads pooled [N, C], dlogits [N, K] (of
 * the mean loss), dloss [1]; writes dweight [C, K] and dbias [K].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import type { ClassifierShape } from './classifierLoss.ts';
import { eachElement } from './elements.ts';

/** Bindings: pooled, dlogits, dloss, dweight, dbias. */
export function classifierWeightGradient({ batch, channels, classes }: ClassifierShape): Kernel {
  const floats = 'array<f32>';
  const compute = `let k = i % ${classes}u;
  let c = i / ${classes}u;
  var sum = 0.0;
  if (c < ${channels}u) {
    for (var n = 0u; n < ${batch}u; n++) { sum += pooled[n * ${channels}u + c] * dlogits[n * ${classes}u + k]; }
    dweight[i] = sum * dloss[0];
  } else {
    for (var n = 0u; n < ${batch}u; n++) { sum += dlogits[n * ${classes}u + k]; }
    dbias[k] = sum * dloss[0];
  }`;
  return makeKernel({
    name: 'classifier_weight_gradient',
    bindings: [
      read('pooled', floats),
      read('dlogits', floats),
      read('dloss', floats),
      write('dweight', floats),
      write('dbias', floats),
    ],
    ...eachElement((channels + 1) * classes, compute),
    flops: 2 * batch * channels * classes,
    bytes: 4 * (batch * (channels + classes) + channels * classes),
  });
}
