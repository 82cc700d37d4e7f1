/**
 * Global average pooling and the classifier, for logits alone. Tiling in classifierForward.ts.
 *
 * Reads x [N, H, W, C], weight [C, classes], bias [classes]. Writes pooled [N, C], logits [N, classes].
 */
import { type Kernel, makeKernel } from '../kernel.ts';
import type { Storage } from '../storage.ts';
import { type ClassifierShape, classifierForward } from './classifierForward.ts';

/**
 * Bindings: x, weight, bias, pooled, logits.
 * @param maxLanes Lanes that share a column's pixels at most.
 * @param storage How x is stored.
 */
export function classifierLogits(s: ClassifierShape, maxLanes?: number, storage?: Storage): Kernel {
  const forward = classifierForward(s, maxLanes, storage);
  return makeKernel({
    name: 'classifier_logits',
    bindings: [...forward.inputs, ...forward.outputs],
    body: `${forward.declarations}${forward.entry} {
${forward.body}}
`,
    workgroups: [s.batch, 1, 1],
    flops: forward.flops,
    bytes: forward.bytes,
  });
}
