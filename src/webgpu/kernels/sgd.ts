/**
 * SGD with momentum on many parameters at once, by PyTorch's formula: g = gradient + weightDecay · w;
 * m = momentum · m + g; w −= learningRate · (nesterov ? g + momentum · m : m). With m = 0 at the start, the first m is
 * the first g.
 *
 * Up to eight vectors of four elements a thread. The leading `decayCount` elements decay always, the others by the rule
 * in `hyper`.
 * Reads gradients and hyper (see optimizerHyper.ts), updates weights and momentum in place.
 */
import { type Binding, type Kernel, makeKernel, read, update } from '../kernel.ts';
import { eachElement } from './elements.ts';
import { overflowed } from './lossScale.ts';
import { hyperDeclarations } from './optimizerHyper.ts';
import type { OptimizerUpdate } from './optimizerUpdate.ts';

/** WGSL of the decay of vector `i`, once hyper is declared. */
export const decayOf = (decayCount: number): string =>
  `let decay = select(weightDecay * decayAll, weightDecay, i < ${decayCount / 4}u);`;

/** Binding and WGSL by which an optimizer leaves all as it is after a step that overflowed (see lossScale.ts). */
export const skipping = (scaled: boolean): { bindings: readonly Binding[]; setUp: string } =>
  scaled
    ? { bindings: [read('scaling', 'array<f32>')], setUp: `if (${overflowed}) { return; }\n  ` }
    : { bindings: [], setUp: '' };

/** See the formula above. @param decayCount Leading elements that decay always. */
export const sgdUpdate = (decayCount: number): OptimizerUpdate => ({
  slots: ['velocity'],
  compute: `${decayOf(decayCount)}
  let value = weights[i];
  let g = gradients[i] + decay * value;
  let m = momentum * velocity[i] + g;
  let next = value - learningRate * select(m, g + momentum * m, nesterov > 0.0);`,
  remember: 'velocity[i] = m;',
});

/**
 * Bindings: gradients, hyper, scaling (where the loss is scaled), weights, momentum. Counts are multiples of 4.
 * @param scaled Steps that overflowed are skipped.
 */
export function sgd(count: number, decayCount: number, scaled = false): Kernel {
  const skip = skipping(scaled);
  const { compute, remember } = sgdUpdate(decayCount);
  return makeKernel({
    name: 'sgd',
    bindings: [
      read('gradients', 'array<vec4f>'),
      read('hyper', 'array<f32>'),
      ...skip.bindings,
      update('weights', 'array<vec4f>'),
      update('velocity', 'array<vec4f>'),
    ],
    ...eachElement(
      count / 4,
      `${compute}\n  ${remember}\n  weights[i] = next;`,
      skip.setUp + hyperDeclarations,
    ),
    flops: 8 * count,
    bytes: 20 * count,
  });
}
