/**
 * The shortcut without parameters (option A of He et al. 2015): every `stride`-th pixel, with zero channels before and
 * after. A thread an output element. Reads x [N, H, W, C], writes y [N, H′, W′, before + C + after].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { eachElement } from './elements.ts';

export interface PadShape {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly channels: number;
  readonly stride: number;
  /** Zero channels before and after. */
  readonly before: number;
  readonly after: number;
}

/** Bindings: x, y. */
export function padShortcut(s: PadShape): Kernel {
  const { channels, stride, before, after } = s;
  const wide = before + channels + after;
  const count = s.batch * s.outHeight * s.outWidth * wide;
  const compute = `let c = i % ${wide}u;
  let pixel = i / ${wide}u;
  let ox = pixel % ${s.outWidth}u;
  let line = pixel / ${s.outWidth}u;
  let n = line / ${s.outHeight}u;
  let at = (n * ${s.inHeight}u + (line % ${s.outHeight}u) * ${stride}u) * ${s.inWidth}u + ox * ${stride}u;
  var value = 0.0;
  if (c >= ${before}u && c < ${before + channels}u) { value = x[at * ${channels}u + c - ${before}u]; }
  y[i] = value;`;
  return makeKernel({
    name: 'pad_shortcut',
    bindings: [read('x', 'array<f32>'), write('y', 'array<f32>')],
    ...eachElement(count, compute),
    flops: 0,
    bytes: 4 * count + (4 * count * channels) / wide,
  });
}
