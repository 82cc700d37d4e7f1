/**
 * What a kernel of ours is: one WGSL entry point with its bindings, all shapes baked in as constants, so that the
 * compiler sees every loop bound and a dispatch needs no uniforms. Kernels are plain data; backend.ts runs them.
 */

import { InternalError } from '../base/errors.ts';
import type { ReluMask } from './kernels/reluMask.ts';
import { arrayOf, type Elements, loadFunction, type Storage, storeFunction, toHalves } from './storage.ts';

/**
 * `read`: read-only. `write`: every element that matters is written, what was there before does not count.
 * `update`: read and written in place.
 */
export type Access = 'read' | 'write' | 'update';

export interface Binding {
  /** Name in the WGSL. */
  readonly name: string;
  readonly access: Access;
  /** WGSL type, such as `array<vec4f>`. */
  readonly type: string;
  /** Set where the WGSL goes through `load_NAME(i)` and `store_NAME(i, value)`, which hide how elements are stored. */
  readonly elements?: Elements;
}

export type Workgroups = readonly [x: number, y: number, z: number];

export interface Kernel {
  /** Short name for profiles and errors, such as `conv_forward`. */
  readonly name: string;
  readonly bindings: readonly Binding[];
  /** Complete WGSL; the entry point is `main`. */
  readonly code: string;
  readonly workgroups: Workgroups;
  /** Floating-point operations of a dispatch; a multiply-add counts two. */
  readonly flops: number;
  /** Bytes that must at least move between memory and the device. */
  readonly bytes: number;
  /**
   * The same kernel that adds a tensor like its output: bindings are those of this one with the addend before the
   * output, which comes last. The step graph uses it to spare a pass where gradients meet.
   */
  readonly withAddend?: () => Kernel;
  /**
   * The same kernel that also writes partial statistics of its output for batch norm, as normStatistics does: bindings are those
   * of this one and, last, partials [chunks, 2, channels] of mean and sum of squared deviations from it.
   */
  readonly withStatistics?: () => ReducingKernel & Chunks;
  /**
   * The same kernel that also does what another one does with its output, a reduction for the backward pass of batch norm: bindings
   * are those of this one, then those of the other one after the output and, last, partials [chunks, 2, channels].
   */
  readonly withReduction?: (mask: ReluMask) => ReducingKernel;
  /** Set where this kernel reads its first operand only to reduce it, so that `withReduction` can stand for it. */
  readonly reduces?: { readonly mask: ReluMask; readonly channels: number };
  /** The same kernel for partial results of another number of parts. */
  readonly withChunks?: (chunks: number) => Kernel;
}

/** How the rows of a matrix are cut into parts that are summed on their own. */
export interface Chunks {
  readonly chunks: number;
  /** Rows of each part but the last, which has the rest. */
  readonly chunkRows: number;
}

/** A kernel that also reduces what it writes, over the rows (N·H·W) of each part. */
export interface ReducingKernel {
  readonly kernel: Kernel;
  /** Number of parts. */
  readonly chunks: number;
}

/** `read` and friends as shorthand for bindings. */
export const read = (name: string, type: string): Binding => ({ name, type, access: 'read' });
export const write = (name: string, type: string): Binding => ({ name, type, access: 'write' });
export const update = (name: string, type: string): Binding => ({ name, type, access: 'update' });

/** A feature map or weights, whose elements the WGSL reads by `load_NAME(i)`. */
export const readElements = (
  name: string,
  type: Elements['type'],
  storage: Storage = 'float32',
): Binding => ({ ...read(name, arrayOf({ type, storage })), elements: { type, storage } });

/** A feature map whose elements the WGSL writes by `store_NAME(i, value)`. Halves are written in fours. */
export function writeElements(name: string, type: Elements['type'], storage: Storage = 'float32'): Binding {
  if (storage === 'float16' && type !== 'vec4f')
    throw new InternalError(`Threads that write single halves of ${name} would share words.`);
  return { ...write(name, arrayOf({ type, storage })), elements: { type, storage } };
}

/** How the tensor of a binding is stored. */
export const storageOf = ({ elements }: Binding): Storage => elements?.storage ?? 'float32';

/** The functions by which the WGSL reaches the elements of a binding. */
function accessFunctions({ name, access, elements }: Binding): string {
  if (!elements) return '';
  return access === 'write' ? storeFunction(name, elements) : loadFunction(name, elements);
}

export interface KernelSource extends Omit<Kernel, 'code'> {
  /** WGSL extensions to enable, such as `subgroups`. */
  readonly enable?: readonly string[];
  /** Everything after the bindings: functions and the entry point `main`. */
  readonly body: string;
}

/** Joins a body with the declarations of its bindings (group 0, numbered in order) and the access to their elements. */
export function makeKernel({ enable = [], body, ...kernel }: KernelSource): Kernel {
  const extensions = enable.map((name) => `enable ${name};\n`).join('');
  const declarations = kernel.bindings.map(({ name, access, type }, i) => {
    const mode = access === 'read' ? 'read' : 'read_write';
    return `@group(0) @binding(${i}) var<storage, ${mode}> ${name}: ${type};\n`;
  });
  const packs = kernel.bindings.some((b) => b.access !== 'read' && storageOf(b) === 'float16');
  const functions = `${packs ? toHalves : ''}${kernel.bindings.map(accessFunctions).join('')}`;
  return { ...kernel, code: `${extensions}${declarations.join('')}${functions}${body}` };
}

/** Whole numbers 0 … n − 1: WGSL is unrolled by mapping over them. */
export const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** Least k with k · size ≥ n. */
export const ceilDiv = (n: number, size: number): number => Math.ceil(n / size);

/** Workgroups a dimension of a dispatch may have on every device. */
export const maxWorkgroupsPerDimension = 65_535;

/**
 * Spreads a flat number of workgroups over x and y. The WGSL gets its flat index as
 * `flat_workgroup(w)`, defined by the snippet, and must check it against the number: up to y − 1 workgroups are beyond it.
 */
export function flatWorkgroups(count: number): { workgroups: Workgroups; snippet: string } {
  const y = ceilDiv(count, maxWorkgroupsPerDimension);
  const x = ceilDiv(count, y);
  return {
    workgroups: [x, y, 1],
    snippet: `fn flat_workgroup(w: vec3u) -> u32 { return w.y * ${x}u + w.x; }\n`,
  };
}
