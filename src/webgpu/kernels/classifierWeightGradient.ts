/**
 * Gradients of the classifier's weight and bias: pooledᵀ · dlogits, and the sum of dlogits.
 *
 * A thread computes four channels of one class; 32 such elements × 8 lanes, which share the pictures of the batch, are
 * a workgroup. The bias is one row of elements more, whose pooled value is 1.
 *
 * Reads pooled [N, C], dlogits [N, classes] (classifierLoss), dloss [1], which scales all.
 * Writes dweight [C, classes], dbias [classes].
 */
import { ceilDiv, flatWorkgroups, type Kernel, makeKernel, range, read, write } from '../kernel.ts';
import type { ClassifierShape } from './classifierForward.ts';
import { reduceLanes } from './rows.ts';

/** Bindings: pooled, dlogits, dloss, dweight, dbias. */
export function classifierWeightGradient({ batch, channels, classes }: ClassifierShape): Kernel {
  const width = channels % 4 === 0 ? 4 : 1;
  const type = width === 4 ? 'vec4f' : 'f32';
  const columns = channels / width;
  const elements = (columns + 1) * classes;
  const tiling = { groupColumns: 32, lanes: 8 };
  const threads = tiling.groupColumns * tiling.lanes;
  const { workgroups, snippet } = flatWorkgroups(ceilDiv(elements, tiling.groupColumns));
  const store = range(width).map((i) => {
    const value = width === 4 ? `gradient[${i}]` : 'gradient';
    return `dweight[(column * ${width}u + ${i}u) * ${classes}u + class_] = ${value};`;
  });
  const array = `array<${type}>`;
  return makeKernel({
    name: 'classifier_weight_gradient',
    bindings: [
      read('pooled', array),
      read('dlogits', 'array<f32>'),
      read('dloss', 'array<f32>'),
      write('dweight', 'array<f32>'),
      write('dbias', 'array<f32>'),
    ],
    body: `${snippet}
var<workgroup> sums: array<${type}, ${threads}>;

fn join(a: u32, b: u32) { sums[a] += sums[b]; }

@compute @workgroup_size(${tiling.groupColumns}, ${tiling.lanes})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_id) t: vec3u,
        @builtin(local_invocation_index) index: u32) {
  let own = flat_workgroup(w) * ${tiling.groupColumns}u + t.x;
  let element = min(own, ${elements - 1}u);
  let column = element / ${classes}u;
  let class_ = element % ${classes}u;
  let isBias = column == ${columns}u;
  let source = min(column, ${columns - 1}u);
  var sum = ${type}();
  for (var picture = t.y; picture < ${batch}u; picture += ${tiling.lanes}u) {
    sum += select(pooled[picture * ${columns}u + source], ${type}(1.0), isBias) * dlogits[picture * ${classes}u + class_];
  }
  sums[index] = sum;
${reduceLanes(tiling)}
  if (t.y == 0u && own < ${elements}u) {
    let gradient = sums[index] * dloss[0];
    if (isBias) {
      dbias[class_] = gradient${width === 4 ? '.x' : ''};
    } else {
      ${store.join('\n      ')}
    }
  }
}
`,
    workgroups,
    flops: 2 * batch * (channels + 1) * classes,
    bytes: 4 * (batch * (channels + classes) + (channels + 1) * classes),
  });
}
