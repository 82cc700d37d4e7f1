/**
 * Values to test kernels on, made on the device and known to the CPU by their index: nothing is sent, and whoever checks
 * a result computes only the values that it depends on. One kernel serves buffers of every length.
 */
import { type Kernel, makeKernel, write, writeElements } from '../kernel.ts';
import type { Storage } from '../storage.ts';

// A multiplicative hash: no structure that a wrong index could hide behind.
const [golden, mix] = [0x9e3779b1, 0x85ebca6b];

/** The value at an index: a multiple of 1/1024 in −0.5…0.5, which halves hold exactly too. */
export function testValueAt(index: number, seed: number): number {
  let h = Math.imul(index + seed, golden);
  h = Math.imul(h ^ (h >>> 15), mix);
  h ^= h >>> 13;
  return (h >>> 22) / 1024 - 0.5;
}

const threads = 64;
const workgroups = 512;

/** The entry point around a statement for element `i` of all that are bound. */
const each = (statement: string): string => `@compute @workgroup_size(${threads})
fn main(@builtin(global_invocation_id) thread: vec3u) {
  for (var i = thread.x; i < arrayLength(&values); i += ${threads * workgroups}u) { ${statement} }
}
`;

/** Bindings: values. Halves are made in fours. */
export function testValues(seed: number, storage: Storage = 'float32'): Kernel {
  const value = (at: string): string => `value_at(${at})`;
  const four = `vec4f(${[0, 1, 2, 3].map((j) => value(`4u * i + ${j}u`)).join(', ')})`;
  const halves = storage === 'float16';
  return makeKernel({
    name: 'test_values',
    bindings: [writeElements('values', halves ? 'vec4f' : 'f32', storage)],
    body: `fn value_at(i: u32) -> f32 {
  var h = (i + ${seed}u) * ${golden}u;
  h = (h ^ (h >> 15u)) * ${mix}u;
  h ^= h >> 13u;
  return f32(h >> 22u) / 1024.0 - 0.5;
}
${each(`store_values(i, ${halves ? four : value('i')});`)}`,
    workgroups: [workgroups, 1, 1],
    flops: 0,
    bytes: 0,
  });
}

/**
 * Fills a buffer with NaN: what a kernel under test leaves unwritten is then equal to nothing.
 * Bindings: values, as bits, because WGSL refuses a constant that is no number. Two halves of them are NaN as well.
 */
export const fillNaN: Kernel = makeKernel({
  name: 'fill_nan',
  bindings: [write('values', 'array<u32>')],
  body: each('values[i] = 0x7fff7fffu;'),
  workgroups: [workgroups, 1, 1],
  flops: 0,
  bytes: 0,
});
