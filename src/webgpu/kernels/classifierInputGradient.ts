/**
 * Gradient of the feature map: dlogits · weightᵀ, spread evenly over the pixels that were averaged.
 *
 * A workgroup takes one picture and up to 64 columns of four channels. Its lanes share the classes, join in workgroup
 * memory, and then share the pixels to write.
 *
 * Reads dlogits [N, classes] (classifierLoss), weight [C, classes], dloss [1], which scales all.
 * Writes dx [N, H, W, C].
 */
import { type Kernel, makeKernel, range, read, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import type { ClassifierShape } from './classifierForward.ts';
import { literal } from './literal.ts';
import { columnOf, reduceLanes, rowEntry, rowTiling, threadsOf } from './rows.ts';

/**
 * Bindings: dlogits, weight, dloss, dx.
 * @param maxLanes Lanes that share the classes and the pixels at most.
 * @param wanted How dx is stored.
 */
export function classifierInputGradient(
  { batch, area, channels, classes }: ClassifierShape,
  maxLanes?: number,
  wanted: Storage = 'float32',
): Kernel {
  const storage = storageFor(wanted, channels);
  const tiling = rowTiling(Math.max(area, 8), channels, { lanes: maxLanes });
  const { type, columns, lanes, columnGroups } = tiling;
  const width = channels / columns;
  const weights = range(width).map((i) => `weight[(column * ${width}u + ${i}u) * ${classes}u + class_]`);
  return makeKernel({
    name: 'classifier_input_gradient',
    bindings: [
      read('dlogits', 'array<f32>'),
      read('weight', 'array<f32>'),
      read('dloss', 'array<f32>'),
      writeElements('dx', type, storage),
    ],
    body: `
var<workgroup> sums: array<${type}, ${threadsOf(tiling)}>;

fn join(a: u32, b: u32) { sums[a] += sums[b]; }
${rowEntry(tiling)} {
${columnOf(tiling)}  var sum = ${type}();
  for (var class_ = t.y; class_ < ${classes}u; class_ += ${lanes}u) {
    sum += dlogits[w.x * ${classes}u + class_] * ${type}(${weights.join(', ')});
  }
  sums[index] = sum;
${reduceLanes(tiling)}
  workgroupBarrier();
  if (!inside) { return; }
  let gradient = sums[t.x] * (dloss[0] * ${literal(1 / area)});
  for (var pixel = t.y; pixel < ${area}u; pixel += ${lanes}u) {
    store_dx((w.x * ${area}u + pixel) * ${columns}u + column, gradient);
  }
}
`,
    workgroups: [batch, 1, columnGroups],
    flops: 2 * batch * channels * classes,
    bytes: bytesPerElement(storage) * batch * area * channels + 4 * (batch + channels) * classes,
  });
}
