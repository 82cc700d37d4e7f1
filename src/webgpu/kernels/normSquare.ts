/**
 * The mean square of what a batch norm of training puts out, from its statistics alone: the normalised values of a channel have
 * mean 0 and variance v/(v + ε) = 1 − ε · invstd², so those scaled and shifted have the mean square β² + γ² · (1 − ε · invstd²).
 * No pass over the feature map.
 *
 * One workgroup, whose threads share the channels.
 *
 * Reads stats [2, channels] (normFinalise), gamma, beta [channels]. Writes square [1], the mean over the channels.
 */
import { normEpsilon } from '../../model/norm.ts';
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { literal } from './literal.ts';

const threads = 64;

/** Bindings: stats, gamma, beta, square. */
export function normSquare(channels: number): Kernel {
  return makeKernel({
    name: 'norm_square',
    bindings: [
      read('stats', 'array<f32>'),
      read('gamma', 'array<f32>'),
      read('beta', 'array<f32>'),
      write('square', 'array<f32>'),
    ],
    body: `
var<workgroup> parts: array<f32, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) index: u32) {
  var sum = 0.0;
  for (var channel = index; channel < ${channels}u; channel += ${threads}u) {
    let inverse = stats[${channels}u + channel];
    let scale = gamma[channel];
    let shift = beta[channel];
    sum += shift * shift + scale * scale * max(1.0 - ${literal(normEpsilon)} * inverse * inverse, 0.0);
  }
  parts[index] = sum;
  workgroupBarrier();
  if (index != 0u) { return; }
  for (var i = 1u; i < ${threads}u; i++) { sum += parts[i]; }
  square[0] = sum * ${literal(1 / channels)};
}
`,
    workgroups: [1, 1, 1],
    flops: 7 * channels,
    bytes: 16 * channels,
  });
}
