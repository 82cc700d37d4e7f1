/**
 * Scale and shift of a batch norm, times one factor: the branch that ends with it counts by so much. The gradients by both, times the
 * same factor, are those by the scale and the shift themselves.
 *
 * Reads gamma, beta [channels] and factor [1]. Writes both products.
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { eachElement } from './elements.ts';

/** Bindings: gamma, beta, factor, scaledGamma, scaledBeta. */
export const normScale = (channels: number): Kernel =>
  makeKernel({
    name: 'norm_scale',
    bindings: [
      read('gamma', 'array<f32>'),
      read('beta', 'array<f32>'),
      read('factor', 'array<f32>'),
      write('scaledGamma', 'array<f32>'),
      write('scaledBeta', 'array<f32>'),
    ],
    ...eachElement(
      channels,
      'scaledGamma[i] = factor[0] * gamma[i];\n  scaledBeta[i] = factor[0] * beta[i];',
    ),
    flops: 2 * channels,
    bytes: 16 * channels,
  });
