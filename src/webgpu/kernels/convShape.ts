/** The shape of one convolution and how its tensors are stored, as all convolution kernels take it, and what it costs. */
import type { ConvUnit } from '../../model/structure.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';

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
  /** What its tensors are asked to be stored as: see `convStorage`. Default: float32. */
  readonly storage?: Storage;
  /** Whether rounding errors a little above those of direct sums are welcome where they save time. Default: exact. */
  readonly precision?: Precision;
}

export type Precision = 'fast' | 'exact';

/** How a run asks all its convolutions to be stored and rounded. */
export type ConvSettings = Pick<ConvShape, 'storage' | 'precision'>;

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

/** How x and dx, the filter, and y and dy are stored. The filter's gradient is float32, as all sums are. */
export function convStorage(s: ConvShape): Record<'x' | 'filter' | 'y', Storage> {
  const { storage = 'float32', inChannels, outChannels } = s;
  return {
    x: storageFor(storage, inChannels),
    filter: storageFor(storage, outChannels),
    y: storageFor(storage, outChannels),
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

/** Bytes of x, of the filter and of y. */
export function convBytesOf(s: ConvShape): Record<'x' | 'filter' | 'y', number> {
  const { x, filter, y } = convElements(s);
  const storage = convStorage(s);
  return {
    x: bytesPerElement(storage.x) * x,
    filter: bytesPerElement(storage.filter) * filter,
    y: bytesPerElement(storage.y) * y,
  };
}

/** Bytes that the forward pass and the input gradient move: they read two of x, filter and y and write the third. */
export function convBytes(s: ConvShape): number {
  const { x, filter, y } = convBytesOf(s);
  return x + filter + y;
}

/** Bytes that a filter gradient moves: it reads x and dy and writes so many partial gradients in float32. */
export function filterGradientBytes(s: ConvShape, slices: number): number {
  const { x, y } = convBytesOf(s);
  return x + y + 4 * slices * convElements(s).filter;
}
