/**
 * Runs single kernels on plain arrays: what the tests of kernels are written with. Works wherever the training backend
 * is open, in Node (node.ts) and in a browser alike.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import * as tf from '../../src/nn/tf.ts';
import type { TrainingBackend } from '../../src/webgpu/backend.ts';
import { type Kernel, storageOf } from '../../src/webgpu/kernel.ts';
import { fromHalves, toHalves } from './halves.ts';

export type Values = Float32Array | Int32Array | Uint32Array;

/** The open training backend. @throws when another one is in use. */
export function trainingBackend(): TrainingBackend {
  const backend = tf.backend();
  if (!('pipelines' in backend)) throw new Error('The training backend is not open.');
  return backend as TrainingBackend;
}

/** A tensor of its own buffer with these bits. */
function upload(values: Values): TensorInfo {
  // tfjs has no uint32; the bits are what a kernel sees.
  const data = values instanceof Uint32Array ? new Int32Array(values.buffer.slice(0)) : values.slice();
  return tf.tensor1d(data, data instanceof Float32Array ? 'float32' : 'int32');
}

/**
 * Runs a kernel once.
 * @param inputs Values of the bindings that are read or updated, in order; where a binding has halves, the nearest ones.
 * @param outputs Lengths of the bindings that are only written, in order. They start as NaN, so that an element the
 *   kernel forgets fails every comparison.
 * @returns Values of the written and updated bindings, in order.
 */
export async function runKernel(
  kernel: Kernel,
  inputs: readonly Values[],
  outputs: readonly number[] = [],
): Promise<Float32Array[]> {
  const backend = trainingBackend();
  const given = [...inputs];
  const lengths = [...outputs];
  const tensors = kernel.bindings.map((binding) => {
    const { name, access } = binding;
    const values =
      access === 'write' ? new Float32Array(lengths.shift() ?? 0).fill(Number.NaN) : given.shift();
    if (!values?.length) throw new Error(`${kernel.name}: nothing was given for the binding ${name}.`);
    return upload(storageOf(binding) === 'float16' ? toHalves(values) : values);
  });
  if (given.length + lengths.length > 0) throw new Error(`${kernel.name}: more was given than is bound.`);
  try {
    // Uploads happen outside the scope: only the kernel's own faults are wanted.
    for (const tensor of tensors) backend.region(tensor);
    backend.device.pushErrorScope('validation');
    backend.run(kernel, tensors);
    backend.flush();
    const error = await backend.device.popErrorScope();
    if (error) throw new Error(`${kernel.name}: ${error.message}\n${kernel.code}`);
    const results: Float32Array[] = [];
    for (const [i, binding] of kernel.bindings.entries()) {
      const tensor = tensors[i];
      if (binding.access === 'read' || !tensor) continue;
      const values = (await backend.read(tensor.dataId)) as Float32Array | Int32Array;
      results.push(
        storageOf(binding) === 'float16'
          ? fromHalves(new Uint32Array(values.buffer))
          : (values as Float32Array),
      );
    }
    return results;
  } finally {
    for (const tensor of tensors) tf.dispose(tensor as tf.Tensor);
  }
}

/**
 * True where a part of the cases must do, since all have run in Node: in a browser, whose software adapter computes and above
 * all compiles several times slower; on wgpu unless all was asked for; on lanes of another number.
 */
export const sparing = typeof document !== 'undefined' || process.env.TEST_CASES === 'some';

/** One case of so many where a part must do. */
const oneOf = typeof document === 'undefined' ? 3 : 10;

/** All of these cases in Node, every tenth one in a browser, every third one elsewhere. */
export const cases = <T>(all: readonly T[]): readonly T[] =>
  sparing ? all.filter((_, i) => i % oneOf === 0) : all;

/** Whole numbers `low … high`, from uniform draws in −1…1. */
export const randomInt = (draw: () => number, low: number, high: number): number =>
  Math.min(high, low + Math.floor(((draw() + 1) / 2) * (high - low + 1)));

/** One of a list. */
export function pick<T>(draw: () => number, list: readonly T[]): T {
  return list[randomInt(draw, 0, list.length - 1)] as T;
}

/**
 * Whether a use of the engine gives everything back: after the first one, which compiles and fills pools, tensors, bytes on
 * the device and data stay as they are.
 */
export async function expectNothingKept(use: () => Promise<void>, times: number): Promise<void> {
  const backend = trainingBackend();
  await use();
  const state = () => ({
    tensors: tf.memory().numTensors,
    bytes: backend.memory().numBytesAllocatedInGPU,
    data: backend.numDataIds(),
  });
  const before = state();
  for (let i = 0; i < times; i++) await use();
  expect(state()).toEqual(before);
}
