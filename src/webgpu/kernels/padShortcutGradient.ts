/**
 * Gradient of the shortcut without parameters: the pixels it took get their gradient, all others none. A thread an
 * element of dx. Reads dy [N, H′, W′, before + C + after], writes dx [N, H, W, C].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { eachElement } from './elements.ts';
import type { PadShape } from './padShortcut.ts';

/** Bindings: dy, dx. */
export function padShortcutGradient(s: PadShape): Kernel {
  const { channels, stride, before, after } = s;
  const wide = before + channels + after;
  const count = s.batch * s.inHeight * s.inWidth * channels;
  const compute = `let c = i % ${channels}u;
  let pixel = i / ${channels}u;
  let ix = pixel % ${s.inWidth}u;
  let line = pixel / ${s.inWidth}u;
  let iy = line % ${s.inHeight}u;
  let n = line / ${s.inHeight}u;
  var value = 0.0;
  if (iy % ${stride}u == 0u && ix % ${stride}u == 0u) {
    let at = (n * ${s.outHeight}u + iy / ${stride}u) * ${s.outWidth}u + ix / ${stride}u;
    value = dy[at * ${wide}u + ${before}u + c];
  }
  dx[i] = value;`;
  return makeKernel({
    name: 'pad_shortcut_gradient',
    bindings: [read('dy', 'array<f32>'), write('dx', 'array<f32>')],
    ...eachElement(count, compute),
    flops: 0,
    bytes: 4 * count + 4 * s.batch * s.outHeight * s.outWidth * channels,
  });
}
