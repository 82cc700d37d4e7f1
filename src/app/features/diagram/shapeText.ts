/** Shapes as short texts, in either order of axes. Pure. */
import type { FeatureShape } from '../../../model/structure.ts';

/** `nhwc`: pixels first, as tensors lie on the device. `nchw`: channels first, as PyTorch writes them. */
export const axisOrders = ['nhwc', 'nchw'] as const;
export type AxisOrder = (typeof axisOrders)[number];

/** `32×32×16` or `16×32×32`; a vector, such as the pooled features, is its length. */
export function shapeText(
  { height, width, channels }: FeatureShape,
  order: AxisOrder,
  vector = false,
): string {
  if (vector) return String(channels);
  return order === 'nhwc' ? `${height}×${width}×${channels}` : `${channels}×${height}×${width}`;
}
