/** Global average pooling and the classifier, without a loss. Tiling as classifierLoss.ts. */
import { flatWorkgroups, type Kernel, makeKernel, read, write } from '../kernel.ts';
import { type ClassifierShape, classifierThreads, poolAndClassify } from './classifierLoss.ts';

/** Bindings: x [N, H, W, C], weight [C, K], bias [K], pooled [N, C], logits [N, K]. */
export function classifierLogits(s: ClassifierShape): Kernel {
  const { batch, area, channels, classes } = s;
  const { workgroups, snippet } = flatWorkgroups(batch);
  const floats = 'array<f32>';
  return makeKernel({
    name: 'classifier_logits',
    bindings: [
      read('x', floats),
      read('weight', floats),
      read('bias', floats),
      write('pooled', floats),
      write('logits', floats),
    ],
    body: `${snippet}@compute @workgroup_size(${classifierThreads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32) {
  let n = flat_workgroup(w);
  if (n >= ${batch}u) { return; }
  ${poolAndClassify(s)}
}\n`,
    workgroups,
    flops: batch * (area * channels + 2 * channels * classes),
    bytes: 4 * (batch * (area * channels + channels + classes) + channels * classes),
  });
}
