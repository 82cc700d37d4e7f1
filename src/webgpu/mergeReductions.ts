/**
 * Merges the reductions of batch norm's backward pass into the kernels that compute what is reduced, where these can: the
 * gradient is summed while it is in registers and need not be read for it.
 */
import type { Kernel } from './kernel.ts';
import { type RecordedDispatch, usesOf, virtualOf } from './recorder.ts';

/**
 * @param dispatches With additions merged already, so that what is reduced is a whole gradient.
 * @param usable Whether the device takes a kernel.
 */
export function mergeReductions(
  dispatches: readonly RecordedDispatch[],
  usable: (k: Kernel) => boolean,
): RecordedDispatch[] {
  const uses = usesOf(dispatches);
  const result: (RecordedDispatch | undefined)[] = [...dispatches];
  dispatches.forEach(({ kernel: { reduces }, operands }, i) => {
    if (!reduces) return;
    const [reduced, partials] = [virtualOf(operands[0]), virtualOf(operands.at(-1))];
    if (!reduced || !partials) return;
    const [writer = i] = uses.get(reduced) ?? [];
    const producer = result[writer];
    const reducing =
      virtualOf(producer?.operands.at(-1)) === reduced
        ? producer?.kernel.withReduction?.(reduces.mask)
        : undefined;
    if (!producer || !reducing || !usable(reducing.kernel)) return;
    // What else is read must be complete before the producer runs.
    const others = operands.slice(1, -1);
    const early = others.map(virtualOf).every((v) => !v || (uses.get(v)?.[0] ?? writer) < writer);
    const readers = (uses.get(partials) ?? []).filter((k) => k !== i);
    const [reader = i] = readers;
    const joining = result[reader];
    const joined = joining?.kernel.withChunks?.(reducing.chunks);
    if (!early || readers.length !== 1 || !joining || !joined) return;
    const parts = { virtual: { bytes: 8 * reducing.chunks * reduces.channels } };
    result[writer] = {
      ...producer,
      kernel: reducing.kernel,
      operands: [...producer.operands, ...others, parts],
    };
    result[i] = undefined;
    result[reader] = {
      ...joining,
      kernel: joined,
      operands: joining.operands.map((o) => (virtualOf(o) === partials ? parts : o)),
    };
  });
  return result.filter((d) => d !== undefined);
}
