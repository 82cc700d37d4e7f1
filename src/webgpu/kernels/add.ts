/** Sum of two tensors, element by element: gradients that meet. Four elements a thread where the count allows. */
import { type Kernel, makeKernel, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage } from '../storage.ts';
import { eachElement } from './elements.ts';

/**
 * Bindings: a, b, sum, each [count].
 * @param storage How all three are stored; halves need a count in fours.
 */
export function add(count: number, storage: Storage = 'float32'): Kernel {
  const vector = count % 4 === 0;
  const type = vector ? 'vec4f' : 'f32';
  return makeKernel({
    name: 'add',
    bindings: [
      readElements('a', type, storage),
      readElements('b', type, storage),
      writeElements('sum', type, storage),
    ],
    ...eachElement(vector ? count / 4 : count, 'store_sum(i, load_a(i) + load_b(i));'),
    flops: count,
    bytes: 3 * bytesPerElement(storage) * count,
  });
}
