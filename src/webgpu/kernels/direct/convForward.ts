/** Convolution forward by register tiles (see gatherConv.ts). */
import type { Kernel } from '../../kernel.ts';
import { type ConvShape, convBytes, convFlops } from '../convShape.ts';
import { type DirectTiling, gatherConv } from './gatherConv.ts';

/** Bindings: x (NHWC), filter (HWIO), y (NHWC). */
export function directConvForward(s: ConvShape, tiling: DirectTiling): Kernel {
  const taps = { first: 0, stride: 1, count: s.kernel, offset: -s.padding, move: 1 };
  return gatherConv(
    {
      name: 'conv_forward',
      batch: s.batch,
      source: { height: s.inHeight, width: s.inWidth, channels: s.inChannels },
      destination: { height: s.outHeight, width: s.outWidth, channels: s.outChannels },
      step: s.stride,
      spacing: 1,
      classes: [{ row: 0, column: 0, rowTaps: taps, columnTaps: taps }],
      kernel: s.kernel,
      filter: 'forward',
      flops: convFlops(s),
      bytes: convBytes(s),
    },
    tiling,
  );
}
