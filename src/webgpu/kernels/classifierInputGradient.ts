/**
 * Gradient of pooling and classifier by the feature map: every pixel of a picture's channel gets the same share. A
 * thread a picture's channel. Reads dlogits [N, K] (of the mean loss), weight [C, K], dloss [1]; writes dx [N, H, W, C].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import type { ClassifierShape } from './classifierLoss.ts';
import { eachElement } from './elements.ts';

/** Bindings: dlogits, weight, dloss, dx. */
export function classifierInputGradient({ batch, area, channels, classes }: ClassifierShape): Kernel {
  const floats = 'array<f32>';
  const compute = `let n = i / ${channels}u;
  let c = i % ${channels}u;
  var sum = 0.0;
  for (var k = 0u; k < ${classes}u; k++) { sum += dlogits[n * ${classes}u + k] * weight[c * ${classes}u + k]; }
  sum *= dloss[0] * ${1 / area};
  for (var p = 0u; p < ${area}u; p++) { dx[(n * ${area}u + p) * ${channels}u + c] = sum; }`;
  return makeKernel({
    name: 'classifier_input_gradient',
    bindings: [read('dlogits', floats), read('weight', floats), read('dloss', floats), write('dx', floats)],
    ...eachElement(batch * channels, compute),
    flops: 2 * batch * channels * classes,
    bytes: 4 * (batch * (area * channels + classes) + channels * classes),
  });
}
