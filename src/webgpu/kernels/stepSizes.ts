/**
 * How large a step is, before the optimizer takes it: sums of squares of gradients, of weights, and of what the optimizer is about
 * to add to them, over pieces of the flat buffers. The update is computed by the optimizer's own WGSL and stored nowhere.
 * Tiling as sumSquares, three sums a piece.
 *
 * Reads gradients, hyper (see optimizerHyper.ts), weights, the optimizer's slots, pieces [P, 2]: first vector, and the one behind
 * the last. Writes sums [P, 3].
 */
import { InternalError } from '../../base/errors.ts';
import { type Kernel, makeKernel, maxWorkgroupsPerDimension, read, write } from '../kernel.ts';
import { overflowed } from './lossScale.ts';
import { hyperDeclarations } from './optimizerHyper.ts';
import type { OptimizerUpdate } from './optimizerUpdate.ts';
import type { Pieces } from './sumSquares.ts';

const threads = 64;

/**
 * Bindings: gradients, hyper, scaling (where the loss is scaled), weights, slots, pieces, sums.
 * @param pieces In elements, which are multiples of four.
 * @param scaled Of a step that overflowed nothing is added.
 */
export function stepSizes(update: OptimizerUpdate, pieces: Pieces, scaled = false): Kernel {
  if (pieces.length > maxWorkgroupsPerDimension)
    throw new InternalError(`${pieces.length} pieces are more than one dispatch can sum.`);
  const elements = pieces.reduce((sum, [start, end]) => sum + end - start, 0);
  const vectors = 'array<vec4f>';
  const change = scaled ? `select(next - value, vec4f(), ${overflowed})` : 'next - value';
  return makeKernel({
    name: 'step_sizes',
    bindings: [
      read('gradients', vectors),
      read('hyper', 'array<f32>'),
      ...(scaled ? [read('scaling', 'array<f32>')] : []),
      read('weights', vectors),
      ...update.slots.map((slot) => read(slot, vectors)),
      read('pieces', 'array<vec2u>'),
      write('sums', 'array<f32>'),
    ],
    body: `
var<workgroup> parts: array<vec3f, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) index: u32) {
  ${hyperDeclarations}
  let piece = pieces[w.x];
  var sum = vec3f();
  for (var i = piece.x + index; i < piece.y; i += ${threads}u) {
  ${update.compute}
  let gradient = gradients[i];
  let change = ${change};
  sum += vec3f(dot(gradient, gradient), dot(value, value), dot(change, change));
  }
  parts[index] = sum;
  workgroupBarrier();
  if (index != 0u) { return; }
  for (var i = 1u; i < ${threads}u; i++) { sum += parts[i]; }
  sums[3u * w.x] = sum.x;
  sums[3u * w.x + 1u] = sum.y;
  sums[3u * w.x + 2u] = sum.z;
}
`,
    workgroups: [pieces.length, 1, 1],
    flops: 20 * elements,
    bytes: 4 * (2 + update.slots.length) * elements + 20 * pieces.length,
  });
}
