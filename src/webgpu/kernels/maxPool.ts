/**
 * Max pooling of the ImageNet stem: 3×3, stride 2, padding 1 that never wins. A thread an output element. Reads
 * x [N, H, W, C], writes y [N, H′, W′, C].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { eachElement } from './elements.ts';

export interface PoolShape {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly channels: number;
}

/** WGSL of the first maximum in row-major order under output pixel (n, oy, ox): declares `best` and `best_at`. */
export const firstMaximum = (
  s: PoolShape,
): string => `fn first_maximum(n: u32, oy: u32, ox: u32, c: u32) -> Maximum {
  var best = Maximum(0.0, 0u);
  var found = false;
  for (var dy = 0u; dy < 3u; dy++) {
    for (var dx = 0u; dx < 3u; dx++) {
      let iy = oy * 2u + dy;
      let ix = ox * 2u + dx;
      // Coordinates are one too large: the padding is at 0 and beyond the edge.
      if (iy >= 1u && iy <= ${s.inHeight}u && ix >= 1u && ix <= ${s.inWidth}u) {
        let at = ((n * ${s.inHeight}u + iy - 1u) * ${s.inWidth}u + ix - 1u) * ${s.channels}u + c;
        let value = x[at];
        if (!found || value > best.value) { best = Maximum(value, at); }
        found = true;
      }
    }
  }
  return best;
}
`;

export const maximumType = 'struct Maximum { value: f32, at: u32 }\n';

/** Bindings: x, y. */
export function maxPool(s: PoolShape): Kernel {
  const count = s.batch * s.outHeight * s.outWidth * s.channels;
  const { body, workgroups } = eachElement(
    count,
    `let pixel = i / ${s.channels}u;
  let line = pixel / ${s.outWidth}u;
  y[i] = first_maximum(line / ${s.outHeight}u, line % ${s.outHeight}u, pixel % ${s.outWidth}u, i % ${s.channels}u).value;`,
  );
  return makeKernel({
    name: 'max_pool',
    bindings: [read('x', 'array<f32>'), write('y', 'array<f32>')],
    body: `${maximumType}${firstMaximum(s)}${body}`,
    workgroups,
    flops: 9 * count,
    bytes: 4 * count + 4 * s.batch * s.inHeight * s.inWidth * s.channels,
  });
}
