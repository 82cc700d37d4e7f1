/** Tensors out of the device and into it, under their names and in PyTorch's layout: what checkpoints are made of. */

import { elementsOf, type ParameterInfo } from '../model/parameters.ts';
import { ProblemError } from '../problems/index.ts';
import type { EngineState, NamedTensor } from './engine.ts';
import { deviceShape, toDeviceLayout, toPyTorchLayout } from './layout.ts';
import { isSlotName, slotOwner } from './slots.ts';
import * as tf from './tf.ts';

/** A tensor on the device that goes by `name` and is laid out as the parameter `info` is. */
export interface DeviceTensor {
  readonly name: string;
  readonly info: ParameterInfo;
  readonly tensor: tf.Tensor;
}

/** Reads the values that a tensor has at the time of the call, even if they change while this waits. */
export async function readValues(tensor: tf.Tensor): Promise<Float32Array> {
  // A later step swaps the values of a variable and frees the old ones: a clone holds on to them.
  const held = tf.keep(tf.clone(tensor));
  try {
    // The backend may keep the array it returns as its own copy, so the caller gets another.
    return Float32Array.from(await held.data());
  } finally {
    held.dispose();
  }
}

/** Computes a tensor and reads it. */
export async function readResult(compute: () => tf.Tensor): Promise<Float32Array> {
  const tensor = tf.tidy(compute);
  try {
    return await readValues(tensor);
  } finally {
    tensor.dispose();
  }
}

/** Reads many tensors as they all are at the time of the call. */
export const readTensors = (list: readonly DeviceTensor[]): Promise<NamedTensor[]> =>
  Promise.all(
    list.map(async ({ name, info, tensor }) => ({
      name,
      shape: info.shape,
      data: toPyTorchLayout(info, await readValues(tensor)),
    })),
  );

function checked(tensor: NamedTensor, info: ParameterInfo | undefined): ParameterInfo {
  if (!info) {
    throw new ProblemError({ kind: 'weights-foreign', tensor: tensor.name });
  }
  if (tensor.shape.join() !== info.shape.join()) {
    const { name, shape: found } = tensor;
    throw new ProblemError({ kind: 'weights-shape', tensor: name, found, shape: info.shape });
  }
  const needed = elementsOf(info.shape);
  if (tensor.data.length !== needed) {
    const { name, shape, data } = tensor;
    throw new ProblemError({ kind: 'value-count', tensor: name, values: data.length, shape, needed });
  }
  return info;
}

/**
 * Checks a state against a network before anything of it is used.
 * @throws ProblemError when a name is missing or unknown, or a shape does not fit.
 */
export function checkState(infos: readonly ParameterInfo[], { weights, slots, steps }: EngineState): void {
  const byName = new Map(infos.map((info) => [info.name, info]));
  for (const tensor of weights) checked(tensor, byName.get(tensor.name));
  for (const tensor of slots) {
    const owner = isSlotName(tensor.name) ? byName.get(slotOwner(tensor.name)) : undefined;
    checked(tensor, owner);
  }
  const given = new Set<string>();
  for (const { name } of [...weights, ...slots]) {
    if (given.has(name)) throw new ProblemError({ kind: 'weights-twice', tensor: name });
    given.add(name);
  }
  const missing = infos.find((info) => !given.has(info.name));
  if (missing) throw new ProblemError({ kind: 'weights-missing', tensor: missing.name });
  if (!Number.isInteger(steps) || steps < 0) throw new ProblemError({ kind: 'weights-steps', steps });
}

/** Gives a variable the values of a tensor in PyTorch's layout. */
export function write(variable: tf.Variable, { shape, data }: NamedTensor): void {
  const values = tf.tensor(toDeviceLayout({ shape }, data).slice(), deviceShape({ shape }), 'float32');
  variable.assign(values);
  values.dispose();
}
