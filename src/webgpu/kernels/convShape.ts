/** The shape of one convolution, as all convolution kernels take it, and what it costs. */
import type { ConvUnit } from '../../model/structure.ts';

/** A square kernel with the same zero padding on all four sides, as PyTorch's `Conv2d` without bias. */
export interface ConvShape {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly inChannels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly outChannels: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
}

/** The convolution of a unit of the network on a batch. */
export function convShape(batch: number, unit: ConvUnit): ConvShape {
  return {
    batch,
    inHeight: unit.input.height,
    inWidth: unit.input.width,
    inChannels: unit.input.channels,
    outHeight: unit.output.height,
    outWidth: unit.output.width,
    outChannels: unit.output.channels,
    kernel: unit.kernel,
    stride: unit.stride,
    padding: unit.padding,
  };
}

/** Elements of x (NHWC), of the filter (HWIO) and of y (NHWC). */
export function convElements(s: ConvShape): { x: number; filter: number; y: number } {
  return {
    x: s.batch * s.inHeight * s.inWidth * s.inChannels,
    filter: s.kernel * s.kernel * s.inChannels * s.outChannels,
    y: s.batch * s.outHeight * s.outWidth * s.outChannels,
  };
}

/**
 * Floating-point operations of any of the three passes, a multiply-add counting two. Taps on the padding count, as
 * they do in every published figure.
 */
export const convFlops = (s: ConvShape): number => 2 * convElements(s).y * s.kernel * s.kernel * s.inChannels;

/** Bytes of x, filter and y: each of the three passes reads two of them (or their gradients) and writes the third. */
export function convBytes(s: ConvShape): number {
  const { x, filter, y } = convElements(s);
  return 4 * (x + filter + y);
}
