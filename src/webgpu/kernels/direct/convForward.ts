/** Convolution forward by register tiles (see gatherConv.ts). */
import type { Kernel } from '../../kernel.ts';
import { type ConvShape, convBytes, convFlops, convStorage } from '../convShape.ts';
import { type DirectTiling, gatherConv } from './gatherConv.ts';

/** Bindings: x (NHWC), filter (HWIO), y (NHWC). */
export function directConvForward(s: ConvShape, tiling: DirectTiling): Kernel {
  const { x, filter, y } = convStorage(s);
  return gatherConv(
    {
      name: 'conv_forward',
      batch: s.batch,
      source: { height: s.inHeight, width: s.inWidth, channels: s.inChannels },
      destination: { height: s.outHeight, width: s.outWidth, channels: s.outChannels },
      kernel: s.kernel,
      reach: { kind: 'forward', step: s.stride, padding: s.padding },
      storage: { source: x, filter, destination: y },
      flops: convFlops(s),
      bytes: convBytes(s),
    },
    tiling,
  );
}
