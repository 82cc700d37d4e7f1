/**
 * From the pictures' losses to the batch's: the mean loss, the number of right answers, and both added to running
 * totals. One workgroup, summing in a fixed order.
 *
 * Reads pictures [N, 2]. Writes loss [1] and correct [1]; with totals, adds the sum of losses and the right answers to
 * totals [2] in place.
 */
import { type Kernel, makeKernel, read, update, write } from '../kernel.ts';

const threads = 64;

/** Bindings: pictures, totals (with totals only), loss, correct. */
export function lossReduce(batch: number, totals: boolean): Kernel {
  const body = `var<workgroup> sums: array<vec2f, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) local: u32) {
  var sum = vec2f(0.0);
  for (var n = local; n < ${batch}u; n += ${threads}u) { sum += pictures[n]; }
  sums[local] = sum;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (local < half) { sums[local] += sums[local + half]; }
  }
  if (local == 0u) {
    loss[0] = sums[0].x * ${1 / batch};
    correct[0] = sums[0].y;
    ${totals ? 'totals[0] += sums[0];' : ''}
  }
}\n`;
  return makeKernel({
    name: 'loss_reduce',
    bindings: [
      read('pictures', 'array<vec2f>'),
      ...(totals ? [update('totals', 'array<vec2f>')] : []),
      write('loss', 'array<f32>'),
      write('correct', 'array<f32>'),
    ],
    body,
    workgroups: [1, 1, 1],
    flops: 2 * batch,
    bytes: 8 * batch,
  });
}
