/**
 * The end of the network in one kernel: global average pooling, the classifier, softmax cross-entropy with label
 * smoothing, and whether the answer is right.
 *
 * Tiling: a workgroup a picture. Its threads share the channels in pooling and the classes in the product; classes are
 * few, so the sums of the softmax are one thread's.
 *
 * Reads x [N, H, W, C], weight [C, K], bias [K], labels int32 [N]. Writes pooled [N, C], logits [N, K],
 * dlogits [N, K] = (softmax − target) / N, the gradient of the mean loss, and pictures [N, 2]: loss, and 1 where the
 * first of the highest logits is the label.
 */
import { flatWorkgroups, type Kernel, makeKernel, read, write } from '../kernel.ts';

export interface ClassifierShape {
  readonly batch: number;
  /** H·W */
  readonly area: number;
  readonly channels: number;
  readonly classes: number;
}

const threads = 64;

/** Pooling and the product, as both the loss and the bare logits need them. `n` is the picture. */
export const poolAndClassify = ({ area, channels, classes }: ClassifierShape): string => `
  for (var c = local; c < ${channels}u; c += ${threads}u) {
    var sum = 0.0;
    for (var p = 0u; p < ${area}u; p++) { sum += x[(n * ${area}u + p) * ${channels}u + c]; }
    pooled[n * ${channels}u + c] = sum * ${1 / area};
  }
  storageBarrier();
  for (var k = local; k < ${classes}u; k += ${threads}u) {
    var sum = bias[k];
    for (var c = 0u; c < ${channels}u; c++) { sum += pooled[n * ${channels}u + c] * weight[c * ${classes}u + k]; }
    logits[n * ${classes}u + k] = sum;
    ${'/* softmax */'}
  }
`;

export const classifierThreads = threads;

/** Bindings: x, weight, bias, labels, pooled, logits, dlogits, pictures. */
export function classifierLoss(s: ClassifierShape, labelSmoothing: number): Kernel {
  const { batch, area, channels, classes } = s;
  const { workgroups, snippet } = flatWorkgroups(batch);
  const off = labelSmoothing / classes;
  const body = `${snippet}
var<workgroup> z: array<f32, ${classes}>;
var<workgroup> highest: f32;
var<workgroup> normaliser: f32;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32) {
  let n = flat_workgroup(w);
  if (n >= ${batch}u) { return; }
  let label = u32(labels[n]);
  ${poolAndClassify(s).replace('/* softmax */', 'z[k] = sum;')}
  workgroupBarrier();
  if (local == 0u) {
    var best = 0u;
    var all = 0.0;
    for (var k = 0u; k < ${classes}u; k++) {
      if (z[k] > z[best]) { best = k; }
      all += z[k];
    }
    var sum = 0.0;
    for (var k = 0u; k < ${classes}u; k++) { sum += exp(z[k] - z[best]); }
    highest = z[best];
    normaliser = sum;
    // −Σ target · log softmax, with log softmax = z − highest − log(sum).
    let wanted = ${1 - labelSmoothing} * (z[label] - highest) + ${off} * (all - ${classes}.0 * highest);
    pictures[n * 2u] = log(sum) - wanted;
    pictures[n * 2u + 1u] = select(0.0, 1.0, best == label);
  }
  workgroupBarrier();
  for (var k = local; k < ${classes}u; k += ${threads}u) {
    let target_ = select(0.0, ${1 - labelSmoothing}, k == label) + ${off};
    dlogits[n * ${classes}u + k] = (exp(z[k] - highest) / normaliser - target_) * ${1 / batch};
  }
}\n`;
  const floats = 'array<f32>';
  return makeKernel({
    name: 'classifier_loss',
    bindings: [
      read('x', floats),
      read('weight', floats),
      read('bias', floats),
      read('labels', 'array<i32>'),
      write('pooled', floats),
      write('logits', floats),
      write('dlogits', floats),
      write('pictures', floats),
    ],
    body,
    workgroups,
    flops: batch * (area * channels + 2 * channels * classes),
    bytes: 4 * (batch * (area * channels + channels + 2 * classes) + channels * classes),
  });
}
