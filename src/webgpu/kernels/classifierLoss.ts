/**
 * Global average pooling, the classifier, softmax cross-entropy with label smoothing and its gradient, in one dispatch.
 * Tiling in classifierForward.ts; of the softmax, up to 16 threads share the classes and all threads then read their 16
 * results, which takes two barriers for any number of classes.
 *
 * Reads x [N, H, W, C], weight [C, classes], bias [classes], labels [N] (i32). Writes pooled [N, C],
 * logits [N, classes], dlogits [N, classes] = (softmax − target)/N,
 * pictures [N, 2] = loss, and 1 where the first of the highest logits is the label's, else 0.
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import type { Storage } from '../storage.ts';
import { type ClassifierShape, classifierForward } from './classifierForward.ts';
import { literal } from './literal.ts';

export type { ClassifierShape } from './classifierForward.ts';

/**
 * Bindings: x, weight, bias, labels, pooled, logits, dlogits, pictures.
 * @param labelSmoothing Share of the target that is spread over all classes (Szegedy et al. 2016, as PyTorch).
 * @param maxLanes Lanes that share a column's pixels at most.
 * @param storage How x is stored.
 */
export function classifierLoss(
  s: ClassifierShape,
  labelSmoothing: number,
  maxLanes?: number,
  storage?: Storage,
): Kernel {
  const { batch, classes } = s;
  const forward = classifierForward(s, maxLanes, storage);
  const sharers = Math.min(16, classes, forward.threads);
  const rest = labelSmoothing / classes;
  const each = (start: string, step: number, body: string): string =>
    `for (var class_ = ${start}; class_ < ${classes}u; class_ += ${step}u) { ${body} }`;
  return makeKernel({
    name: 'classifier_loss',
    bindings: [
      ...forward.inputs,
      read('labels', 'array<i32>'),
      ...forward.outputs,
      write('dlogits', 'array<f32>'),
      write('pictures', 'array<vec2f>'),
    ],
    body: `${forward.declarations}
var<workgroup> tops: array<f32, ${sharers}>;
// Sum of exponentials, sum of logits less the highest, first class with the highest.
var<workgroup> totals: array<vec3f, ${sharers}>;
${forward.entry} {
${forward.body}  workgroupBarrier();
  if (index < ${sharers}u) {
    var top = logit_of[index];
    ${each(`index + ${sharers}u`, sharers, 'top = max(top, logit_of[class_]);')}
    tops[index] = top;
  }
  workgroupBarrier();
  var top = tops[0];
  for (var i = 1u; i < ${sharers}u; i++) { top = max(top, tops[i]); }
  if (index < ${sharers}u) {
    var total = vec3f(0.0, 0.0, ${literal(classes)});
    ${each(
      'index',
      sharers,
      `let less = logit_of[class_] - top;
      total.x += exp(less);
      total.y += less;
      if (less == 0.0) { total.z = min(total.z, f32(class_)); }`,
    )}
    totals[index] = total;
  }
  workgroupBarrier();
  var total = totals[0];
  for (var i = 1u; i < ${sharers}u; i++) {
    let other = totals[i];
    total = vec3f(total.xy + other.xy, min(total.z, other.z));
  }
  let label = min(u32(labels[w.x]), ${classes - 1}u);
  ${each(
    'index',
    forward.threads,
    `let target_ = select(${literal(rest)}, ${literal(1 - labelSmoothing + rest)}, class_ == label);
    dlogits[w.x * ${classes}u + class_] = (exp(logit_of[class_] - top) / total.x - target_) * ${literal(1 / batch)};`,
  )}
  if (index == 0u) {
    let logSum = log(total.x);
    let likelihood = ${literal(1 - labelSmoothing)} * (logit_of[label] - top - logSum)
      + ${literal(rest)} * (total.y - ${literal(classes)} * logSum);
    pictures[w.x] = vec2f(-likelihood, select(0.0, 1.0, total.z == f32(label)));
  }
}
`,
    workgroups: [batch, 1, 1],
    flops: forward.flops + 10 * batch * classes,
    bytes: forward.bytes + 4 * batch * (classes + 3),
  });
}
