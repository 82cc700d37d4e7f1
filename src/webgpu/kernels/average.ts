/**
 * Averages over steps, of many values at once: average = averaging · average + (1 − averaging) · value.
 *
 * Up to eight vectors of four elements a thread. Reads values and hyper (see optimizerHyper.ts), updates averages in place.
 */
import { type Kernel, makeKernel, read, update } from '../kernel.ts';
import { eachElement } from './elements.ts';
import { hyperDeclarations } from './optimizerHyper.ts';

/** Bindings: values, hyper, averages. The count is a multiple of 4. */
export const average = (count: number): Kernel =>
  makeKernel({
    name: 'average',
    bindings: [
      read('values', 'array<vec4f>'),
      read('hyper', 'array<f32>'),
      update('averages', 'array<vec4f>'),
    ],
    ...eachElement(
      count / 4,
      'averages[i] = averaging * averages[i] + (1.0 - averaging) * values[i];',
      hyperDeclarations,
    ),
    flops: 3 * count,
    bytes: 12 * count,
  });
