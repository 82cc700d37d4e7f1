/** Kernels with a thread for each element of their output. */
import { ceilDiv, flatWorkgroups, type Workgroups } from '../kernel.ts';

const threads = 64;

/**
 * The entry point around a computation of element `i`.
 * @param count Elements.
 * @param compute WGSL statements that may use `i`.
 */
export function eachElement(count: number, compute: string): { body: string; workgroups: Workgroups } {
  const { workgroups, snippet } = flatWorkgroups(ceilDiv(count, threads));
  return {
    workgroups,
    body: `${snippet}@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32) {
  let i = flat_workgroup(w) * ${threads}u + local;
  if (i >= ${count}u) { return; }
  ${compute}
}\n`,
  };
}
