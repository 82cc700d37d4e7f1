/**
 * What a dispatch asks of a device, checked before it is made. WebGPU itself refuses a dispatch beyond the limits, but
 * tells so only in an event: all work of the same submit is lost, and what is read afterwards is whatever was there.
 */
import { ProblemError } from '../problems/index.ts';
import type { Kernel } from './kernel.ts';
import type { DeviceTraits } from './traits.ts';

export type DispatchLimits = Pick<
  DeviceTraits,
  | 'maxWorkgroupsPerDimension'
  | 'maxBindings'
  | 'maxBindingBytes'
  | 'maxBufferBytes'
  | 'maxInvocations'
  | 'maxWorkgroupBytes'
>;

const scalarBytes: Readonly<Record<string, number>> = { f32: 4, u32: 4, i32: 4, f16: 2, bool: 4 };

/** Bytes of a WGSL type of `var<workgroup>`: scalars, vectors of two or four, and arrays of either. */
function typeBytes(type: string): number {
  const array = /^array<(.+), *(\d+)u?>$/.exec(type);
  if (array) return typeBytes(array[1]!) * Number(array[2]);
  const vector = /^vec([24])(?:<(\w+)>|([fuih]))$/.exec(type);
  const scalars: Readonly<Record<string, string>> = { f: 'f32', u: 'u32', i: 'i32', h: 'f16' };
  if (vector) return Number(vector[1]) * typeBytes(vector[2] ?? scalars[vector[3]!]!);
  // What is not known here counts nothing: the compiler checks it too, in its own words.
  return scalarBytes[type] ?? 0;
}

/** Threads of a workgroup, and bytes of the memory that they share, as the WGSL declares them. */
export function workgroupOf({ code }: Pick<Kernel, 'code'>): { threads: number; bytes: number } {
  const size = /@workgroup_size\(([^)]*)\)/.exec(code)?.[1] ?? '1';
  const threads = size.split(',').reduce((product, n) => product * Number.parseInt(n, 10), 1);
  const shared = [...code.matchAll(/var<workgroup>\s+\w+\s*:\s*([^;]+);/g)];
  // Every variable starts at a multiple of 16.
  const bytes = shared.reduce((sum, [, type]) => sum + 16 * Math.ceil(typeBytes(type!.trim()) / 16), 0);
  return { threads, bytes };
}

/**
 * @param bound Bytes of the part of a buffer that each binding is given.
 * @throws ProblemError that names the kernel, what it needs and what the device allows.
 */
export function checkDispatch(kernel: Kernel, bound: readonly number[], limits: DispatchLimits): void {
  const { threads, bytes } = workgroupOf(kernel);
  const needs = [
    ['workgroups', Math.max(...kernel.workgroups), limits.maxWorkgroupsPerDimension],
    ['bindings', kernel.bindings.length, limits.maxBindings],
    ['bytes', Math.max(0, ...bound), Math.min(limits.maxBindingBytes, limits.maxBufferBytes)],
    ['threads', threads, limits.maxInvocations],
    ['workgroup-bytes', bytes, limits.maxWorkgroupBytes],
  ] as const;
  for (const [what, needed, limit] of needs) {
    if (needed > limit) {
      throw new ProblemError({ kind: 'beyond-limits', kernel: kernel.name, what, needed, limit });
    }
  }
}
