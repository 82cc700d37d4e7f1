/**
 * AdamW on many parameters at once, by PyTorch's formula (Loshchilov & Hutter 2017): the weight shrinks by
 * learningRate · weightDecay, then moves by learningRate · m̂ / (sqrt(v̂) + ε).
 *
 * Up to eight vectors of four elements a thread. The leading `decayCount` elements decay always, the others by the rule
 * in `hyper`.
 * Reads gradients and hyper (see optimizerHyper.ts), updates weights and both moments in place.
 */
import { adamBeta2, adamEpsilon } from '../../nn/optimizer.ts';
import { type Kernel, makeKernel, read, update } from '../kernel.ts';
import { eachElement } from './elements.ts';
import { literal } from './literal.ts';
import { hyperDeclarations } from './optimizerHyper.ts';
import type { OptimizerUpdate } from './optimizerUpdate.ts';
import { decayOf, skipping } from './sgd.ts';

/** See the formula above. @param decayCount Leading elements that decay always. */
export const adamWUpdate = (decayCount: number): OptimizerUpdate => ({
  slots: ['first', 'second'],
  compute: `${decayOf(decayCount)}
  let value = weights[i];
  let g = gradients[i];
  let m = momentum * first[i] + (1.0 - momentum) * g;
  let v = ${literal(adamBeta2)} * second[i] + ${literal(1 - adamBeta2)} * g * g;
  let scale = sqrt(v) / correction2 + ${literal(adamEpsilon)};
  let next = value * (1.0 - learningRate * decay) - (learningRate / correction1) * m / scale;`,
  remember: 'first[i] = m;\n  second[i] = v;',
});

/**
 * Bindings: gradients, hyper, scaling (where the loss is scaled), weights, first moment, second moment. Counts are
 * multiples of 4.
 * @param scaled Steps that overflowed are skipped.
 */
export function adamW(count: number, decayCount: number, scaled = false): Kernel {
  const skip = skipping(scaled);
  const { compute, remember } = adamWUpdate(decayCount);
  return makeKernel({
    name: 'adamw',
    bindings: [
      read('gradients', 'array<vec4f>'),
      read('hyper', 'array<f32>'),
      ...skip.bindings,
      update('weights', 'array<vec4f>'),
      update('first', 'array<vec4f>'),
      update('second', 'array<vec4f>'),
    ],
    ...eachElement(
      count / 4,
      `${compute}\n  ${remember}\n  weights[i] = next;`,
      skip.setUp + hyperDeclarations,
    ),
    flops: 14 * count,
    bytes: 28 * count,
  });
}
