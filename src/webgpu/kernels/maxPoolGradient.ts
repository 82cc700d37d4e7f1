/**
 * Gradient of the stem's max pooling. A thread an element of dx gathers from the at most four windows that see it; of
 * equal values the first in row-major order has won, as in PyTorch. Reads x, dy, writes dx [N, H, W, C].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { eachElement } from './elements.ts';
import { firstMaximum, maximumType, type PoolShape } from './maxPool.ts';

/** Bindings: x, dy, dx. */
export function maxPoolGradient(s: PoolShape): Kernel {
  const count = s.batch * s.inHeight * s.inWidth * s.channels;
  const { body, workgroups } = eachElement(
    count,
    `let c = i % ${s.channels}u;
  let pixel = i / ${s.channels}u;
  let ix = pixel % ${s.inWidth}u;
  let line = pixel / ${s.inWidth}u;
  let iy = line % ${s.inHeight}u;
  let n = line / ${s.inHeight}u;
  var sum = 0.0;
  // Window oy covers input rows 2·oy − 1 … 2·oy + 1.
  for (var oy = iy / 2u; oy <= min((iy + 1u) / 2u, ${s.outHeight - 1}u); oy++) {
    for (var ox = ix / 2u; ox <= min((ix + 1u) / 2u, ${s.outWidth - 1}u); ox++) {
      if (first_maximum(n, oy, ox, c).at == i) {
        sum += dy[((n * ${s.outHeight}u + oy) * ${s.outWidth}u + ox) * ${s.channels}u + c];
      }
    }
  }
  dx[i] = sum;`,
  );
  return makeKernel({
    name: 'max_pool_gradient',
    bindings: [read('x', 'array<f32>'), read('dy', 'array<f32>'), write('dx', 'array<f32>')],
    body: `${maximumType}${firstMaximum(s)}${body}`,
    workgroups,
    flops: 36 * count,
    bytes: 8 * count + 4 * s.batch * s.outHeight * s.outWidth * s.channels,
  });
}
