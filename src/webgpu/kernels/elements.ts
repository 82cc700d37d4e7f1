/** Kernels that compute every element of flat buffers alike. */
import { ceilDiv, flatWorkgroups, type Workgroups } from '../kernel.ts';

const threads = 64;
/** As in rows.ts: enough threads to fill the larger devices come before more work for each. */
const wantedThreads = 16_384;
const maxPerThread = 8;

/**
 * The entry point around a computation of element `i`. Where there are many elements, a thread takes up to eight, a
 * workgroup's width apart: what it loads for all of them is loaded less often.
 * @param count Elements.
 * @param compute WGSL statements that may use `i`.
 * @param setUp WGSL statements before the first element of a thread.
 */
export function eachElement(
  count: number,
  compute: string,
  setUp = '',
): { body: string; workgroups: Workgroups } {
  const perThread = Math.min(maxPerThread, Math.max(1, Math.round(count / wantedThreads)));
  const group = threads * perThread;
  const { workgroups, snippet } = flatWorkgroups(ceilDiv(count, group));
  // The loop's end is computed, not known, so that compilers do not unroll it.
  return {
    workgroups,
    body: `${snippet}@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32) {
  let start = flat_workgroup(w) * ${group}u;
  let end = min(start + ${group}u, ${count}u);
  ${setUp}
  for (var i = start + local; i < end; i += ${threads}u) {
  ${compute}
  }
}\n`,
  };
}
