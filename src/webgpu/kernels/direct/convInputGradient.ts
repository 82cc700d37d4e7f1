/**
 * Gradient of a convolution by its input, by register tiles (see gatherConv.ts). The filter is read in place, with the
 * roles of its channels exchanged: no transposed copy is made.
 *
 * x at (iy, ix) reached y at oy = (iy + padding − ky) / stride where that is whole: with stride 2, pixels of one parity
 * share their taps, and no tap is computed in vain.
 */
import type { Kernel } from '../../kernel.ts';
import { type ConvShape, convBytes, convFlops, convStorage } from '../convShape.ts';
import { type DirectTiling, gatherConv } from './gatherConv.ts';

/** Bindings: dy (NHWC), filter (HWIO), dx (NHWC); with an addend: dy, filter, addend, dx. */
export function directConvInputGradient(s: ConvShape, tiling: DirectTiling): Kernel {
  const { x, filter, y } = convStorage(s);
  return gatherConv(
    {
      name: 'conv_input_gradient',
      batch: s.batch,
      source: { height: s.outHeight, width: s.outWidth, channels: s.outChannels },
      destination: { height: s.inHeight, width: s.inWidth, channels: s.inChannels },
      kernel: s.kernel,
      reach: { kind: 'backward', stride: s.stride, padding: s.padding },
      storage: { source: y, filter, destination: x },
      flops: convFlops(s),
      bytes: convBytes(s),
    },
    tiling,
  );
}
