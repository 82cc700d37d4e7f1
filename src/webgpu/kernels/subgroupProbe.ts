/**
 * What subgroups really are: every thread writes its subgroup's size, its lane, and a sum by which a broadcast of a wrong lane
 * shows. Kernels trust all three, and browsers have been wrong about the first.
 */
import { type Kernel, makeKernel, range, write } from '../kernel.ts';

/** Result: [threads, 3] uint32, one row a thread. */
export function subgroupProbe(lanes: number, threads: number): Kernel {
  // Lane l gives 3 l + 1; lane l counts l + 1 times.
  const broadcasts = range(lanes).map((l) => `sum += subgroupBroadcast(mine, ${l}u) * ${l + 1}u;`);
  return makeKernel({
    name: 'subgroup_probe',
    bindings: [write('result', 'array<u32>')],
    enable: ['subgroups'],
    body: `@compute @workgroup_size(${threads})
fn main(
  @builtin(local_invocation_index) thread: u32,
  @builtin(subgroup_size) size: u32,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let mine = 3u * lane + 1u;
  var sum = 0u;
  ${broadcasts.join('\n  ')}
  result[3u * thread] = size;
  result[3u * thread + 1u] = lane;
  result[3u * thread + 2u] = sum;
}
`,
    workgroups: [1, 1, 1],
    flops: 2 * lanes * threads,
    bytes: 12 * threads,
  });
}

/** Whether a probe's result is what kernels rely on: whole subgroups of that size, and every broadcast from the lane that was named. */
export function subgroupsAreWhole(result: Uint32Array, lanes: number): boolean {
  const threads = result.length / 3;
  const sum = range(lanes).reduce((total, l) => total + (3 * l + 1) * (l + 1), 0);
  const seen = range(lanes).map(() => 0);
  for (const thread of range(threads)) {
    const [size, lane = 0, broadcast] = result.subarray(3 * thread, 3 * thread + 3);
    if (size !== lanes || broadcast !== sum || lane >= lanes) return false;
    seen[lane] = (seen[lane] ?? 0) + 1;
  }
  return seen.every((count) => count === threads / lanes);
}
