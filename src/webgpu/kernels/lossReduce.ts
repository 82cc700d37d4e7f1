/**
 * From the losses and answers of single pictures to those of the batch. One workgroup; thread i adds up every 32nd
 * picture, thread 0 the 32 sums: always in the same order.
 *
 * Reads pictures [N, 2] (classifierLoss). Updates totals? [2]: adds the sum of losses, the number of right answers.
 * Writes loss [1], the mean, and correct [1], the number of right answers.
 */
import { type Kernel, makeKernel, read, update, write } from '../kernel.ts';
import { literal } from './literal.ts';

/** Bindings: pictures, totals (with `totals` only), loss, correct. */
export function lossReduce(batch: number, totals: boolean): Kernel {
  const threads = Math.min(32, batch);
  return makeKernel({
    name: 'loss_reduce',
    bindings: [
      read('pictures', 'array<vec2f>'),
      ...(totals ? [update('totals', 'array<f32>')] : []),
      write('loss', 'array<f32>'),
      write('correct', 'array<f32>'),
    ],
    body: `
var<workgroup> sums: array<vec2f, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) index: u32) {
  var sum = vec2f();
  for (var picture = index; picture < ${batch}u; picture += ${threads}u) { sum += pictures[picture]; }
  sums[index] = sum;
  workgroupBarrier();
  if (index != 0u) { return; }
  for (var i = 1u; i < ${threads}u; i++) { sum += sums[i]; }
  loss[0] = sum.x * ${literal(1 / batch)};
  correct[0] = sum.y;
${totals ? '  totals[0] += sum.x;\n  totals[1] += sum.y;\n' : ''}}
`,
    workgroups: [1, 1, 1],
    flops: 2 * batch,
    bytes: 4 * (2 * batch + 2),
  });
}
