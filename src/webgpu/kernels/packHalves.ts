/**
 * Copies of weights as packed halves, from which convolutions read. Up to eight vectors of four elements a thread.
 *
 * Reads weights [count], float32. Writes halves [count], float16.
 */
import { type Kernel, makeKernel, readElements, writeElements } from '../kernel.ts';
import { eachElement } from './elements.ts';

/** Bindings: weights, halves. The count is a multiple of 4. */
export const packHalves = (count: number): Kernel =>
  makeKernel({
    name: 'pack_halves',
    bindings: [readElements('weights', 'vec4f'), writeElements('halves', 'vec4f', 'float16')],
    ...eachElement(count / 4, 'store_halves(i, load_weights(i));'),
    flops: 0,
    bytes: 6 * count,
  });
