/**
 * SGD with momentum on many parameters at once, by PyTorch's formula: g = gradient + weightDecay · w;
 * m = momentum · m + g; w −= learningRate · (nesterov ? g + momentum · m : m). With m = 0 at the start, the first m is
 * the first g.
 *
 * Up to eight vectors of four elements a thread. The leading `decayCount` elements decay always, the others by the rule
 * in `hyper`.
 * Reads gradients and hyper (see optimizerHyper.ts), updates weights and momentum in place.
 */
import { type Kernel, makeKernel, read, update } from '../kernel.ts';
import { eachElement } from './elements.ts';
import { hyperDeclarations } from './optimizerHyper.ts';

/** WGSL of the decay of vector `i`, once hyper is declared. */
export const decayOf = (decayCount: number): string =>
  `let decay = select(weightDecay * decayAll, weightDecay, i < ${decayCount / 4}u);`;

/** Bindings: gradients, hyper, weights, momentum. Counts are multiples of 4. */
export function sgd(count: number, decayCount: number): Kernel {
  const compute = `${decayOf(decayCount)}
  let value = weights[i];
  let g = gradients[i] + decay * value;
  let m = momentum * velocity[i] + g;
  velocity[i] = m;
  weights[i] = value - learningRate * select(m, g + momentum * m, nesterov > 0.0);`;
  return makeKernel({
    name: 'sgd',
    bindings: [
      read('gradients', 'array<vec4f>'),
      read('hyper', 'array<f32>'),
      update('weights', 'array<vec4f>'),
      update('velocity', 'array<vec4f>'),
    ],
    ...eachElement(count / 4, compute, hyperDeclarations),
    flops: 8 * count,
    bytes: 20 * count,
  });
}
