/**
 * Gradient of a convolution by its input, by register tiles (see gatherConv.ts). The filter is read in place, with the
 * roles of its channels exchanged: no transposed copy is made.
 *
 * x at (iy, ix) reached y at oy = (iy + padding − ky) / stride where that is whole: with stride 2, pixels of one parity
 * share their taps, and no tap is computed in vain.
 */
import { type Kernel, range } from '../../kernel.ts';
import { type ConvShape, convBytes, convFlops } from '../convShape.ts';
import { type DirectTiling, gatherConv, type Taps } from './gatherConv.ts';

/** Taps that reach pixels ≡ `parity` (mod stride); a pixel parity + stride · j reads y at j + offset. */
function tapsOf(s: ConvShape, parity: number): Taps {
  const valid = range(s.kernel).filter((k) => (parity + s.padding - k) % s.stride === 0);
  const first = valid[0] ?? 0;
  return {
    first,
    stride: s.stride,
    count: valid.length,
    offset: (parity + s.padding - first) / s.stride,
    move: -1,
  };
}

/** Bindings: dy (NHWC), filter (HWIO), dx (NHWC); with an addend: dy, filter, addend, dx. */
export function directConvInputGradient(s: ConvShape, tiling: DirectTiling): Kernel {
  const parities = range(s.stride);
  return gatherConv(
    {
      name: 'conv_input_gradient',
      batch: s.batch,
      source: { height: s.outHeight, width: s.outWidth, channels: s.outChannels },
      destination: { height: s.inHeight, width: s.inWidth, channels: s.inChannels },
      step: 1,
      spacing: s.stride,
      classes: parities.flatMap((row) =>
        parities.map((column) => ({ row, column, rowTaps: tapsOf(s, row), columnTaps: tapsOf(s, column) })),
      ),
      kernel: s.kernel,
      filter: 'transposed',
      flops: convFlops(s),
      bytes: convBytes(s),
    },
    tiling,
  );
}
