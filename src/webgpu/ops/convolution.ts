/** The three passes of a convolution on tensors, each by the variant that suits the device. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { convOutput } from '../../model/structure.ts';
import type { TrainingBackend } from '../backend.ts';
import type { ConvShape } from '../kernels/convShape.ts';
import { filterGradientReduce } from '../kernels/filterGradientReduce.ts';
import { chooseVariant, convKernel, slicesOf } from '../variants.ts';

/** Shape of a convolution of x (NHWC) by a filter (HWIO). */
export function convShapeOf(
  x: readonly number[],
  filter: readonly number[],
  stride: number,
  padding: number,
): ConvShape {
  const [batch, inHeight, inWidth, inChannels] = x as [number, number, number, number];
  const [kernel, , , outChannels] = filter as [number, number, number, number];
  const out = (n: number): number => convOutput(n, kernel, stride, padding);
  return {
    batch,
    inHeight,
    inWidth,
    inChannels,
    outHeight: out(inHeight),
    outWidth: out(inWidth),
    outChannels,
    kernel,
    stride,
    padding,
  };
}

/** y [N, H', W', Co] */
export function convForward(b: TrainingBackend, s: ConvShape, x: TensorInfo, filter: TensorInfo): TensorInfo {
  const y = b.makeTensorInfo([s.batch, s.outHeight, s.outWidth, s.outChannels], 'float32');
  b.run(convKernel(s, 'forward', chooseVariant(s, 'forward', b.traits, b.tuning)), [x, filter, y]);
  return y;
}

/** dx [N, H, W, Ci] */
export function convInputGradient(
  b: TrainingBackend,
  s: ConvShape,
  dy: TensorInfo,
  filter: TensorInfo,
): TensorInfo {
  const dx = b.makeTensorInfo([s.batch, s.inHeight, s.inWidth, s.inChannels], 'float32');
  b.run(convKernel(s, 'inputGradient', chooseVariant(s, 'inputGradient', b.traits, b.tuning)), [
    dy,
    filter,
    dx,
  ]);
  return dx;
}

/** dfilter [k, k, Ci, Co] */
export function convFilterGradient(
  b: TrainingBackend,
  s: ConvShape,
  x: TensorInfo,
  dy: TensorInfo,
): TensorInfo {
  const variant = chooseVariant(s, 'filterGradient', b.traits, b.tuning);
  const slices = slicesOf(variant);
  const kernel = convKernel(s, 'filterGradient', variant);
  const shape = [s.kernel, s.kernel, s.inChannels, s.outChannels];
  const gradient = b.makeTensorInfo(shape, 'float32');
  if (slices === 1) {
    b.run(kernel, [x, dy, gradient]);
    return gradient;
  }
  const count = s.kernel ** 2 * s.inChannels * s.outChannels;
  const partials = b.makeTensorInfo([slices, count], 'float32');
  b.run(kernel, [x, dy, partials]);
  b.run(filterGradientReduce(count, slices), [partials, gradient]);
  b.disposeData(partials.dataId);
  return gradient;
}
