/** Sum of two tensors, element by element: gradients that meet. Four elements a thread where the count allows. */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { eachElement } from './elements.ts';

/** Bindings: a, b, sum, each [count]. */
export function add(count: number): Kernel {
  const vector = count % 4 === 0;
  const type = vector ? 'array<vec4f>' : 'array<f32>';
  return makeKernel({
    name: 'add',
    bindings: [read('a', type), read('b', type), write('sum', type)],
    ...eachElement(vector ? count / 4 : count, 'sum[i] = a[i] + b[i];'),
    flops: count,
    bytes: 12 * count,
  });
}
