/** Fills a buffer with NaN: what a kernel under test leaves unwritten is then equal to nothing. */
import { type Kernel, makeKernel, write } from '../kernel.ts';
import { eachElement } from './elements.ts';

/** Bindings: values [count], as their bits: WGSL refuses a constant that is no number. */
export const fillNaN = (count: number): Kernel =>
  makeKernel({
    name: 'fill_nan',
    bindings: [write('values', 'array<u32>')],
    ...eachElement(count, 'values[i] = 0x7fc00000u;'),
    flops: 0,
    bytes: 4 * count,
  });
