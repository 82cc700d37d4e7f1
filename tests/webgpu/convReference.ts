/** The three passes of a convolution in float64 and plain loops, and seeded shapes to try kernels on. */
import type { ConvShape } from '../../src/webgpu/kernels/convShape.ts';
import { convElements } from '../../src/webgpu/kernels/convShape.ts';
import { pick, randomInt } from './harness.ts';

/** Calls f with the flat indices (NHWC, HWIO) of every product x · filter → y of the convolution. */
function eachProduct(s: ConvShape, f: (x: number, filter: number, y: number) => void): void {
  for (let n = 0; n < s.batch; n++)
    for (let oy = 0; oy < s.outHeight; oy++)
      for (let ox = 0; ox < s.outWidth; ox++)
        for (let ky = 0; ky < s.kernel; ky++)
          for (let kx = 0; kx < s.kernel; kx++) {
            const iy = oy * s.stride + ky - s.padding;
            const ix = ox * s.stride + kx - s.padding;
            if (iy < 0 || ix < 0 || iy >= s.inHeight || ix >= s.inWidth) continue;
            const x = ((n * s.inHeight + iy) * s.inWidth + ix) * s.inChannels;
            const y = ((n * s.outHeight + oy) * s.outWidth + ox) * s.outChannels;
            const filter = (ky * s.kernel + kx) * s.inChannels * s.outChannels;
            for (let i = 0; i < s.inChannels; i++)
              for (let o = 0; o < s.outChannels; o++) f(x + i, filter + i * s.outChannels + o, y + o);
          }
}

const at = (values: ArrayLike<number>, i: number): number => values[i] ?? Number.NaN;

export function forwardReference(s: ConvShape, x: Float32Array, filter: Float32Array): Float64Array {
  const y = new Float64Array(convElements(s).y);
  eachProduct(s, (i, f, o) => {
    y[o] = at(y, o) + at(x, i) * at(filter, f);
  });
  return y;
}

export function inputGradientReference(s: ConvShape, dy: Float32Array, filter: Float32Array): Float64Array {
  const dx = new Float64Array(convElements(s).x);
  eachProduct(s, (i, f, o) => {
    dx[i] = at(dx, i) + at(dy, o) * at(filter, f);
  });
  return dx;
}

export function filterGradientReference(s: ConvShape, x: Float32Array, dy: Float32Array): Float64Array {
  const gradient = new Float64Array(convElements(s).filter);
  eachProduct(s, (i, f, o) => {
    gradient[f] = at(gradient, f) + at(x, i) * at(dy, o);
  });
  return gradient;
}

/** A convolution with PyTorch's output size. */
export function shapeOf(
  batch: number,
  [inHeight, inWidth]: readonly [number, number],
  inChannels: number,
  outChannels: number,
  kernel: number,
  stride: number,
  padding = (kernel - 1) / 2,
): ConvShape {
  const out = (n: number): number => Math.floor((n + 2 * padding - kernel) / stride) + 1;
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

export const describeShape = (s: ConvShape): string =>
  `${s.batch}×${s.inHeight}×${s.inWidth}×${s.inChannels} → ${s.outChannels}, ${s.kernel}×${s.kernel}/${s.stride}, padding ${s.padding}`;

const oddChannels = [1, 3, 4, 5, 8, 12, 16, 20] as const;

/** A seeded shape: odd channels, one picture of up to 33×33 or 37 small ones, mostly the padding ResNets use. */
export function randomShape(draw: () => number): ConvShape {
  const batch = pick(draw, [1, 2, 37]);
  const most = batch === 37 ? 7 : 33;
  const kernel = pick(draw, [1, 3, 3, 7]);
  const padding = pick(draw, [(kernel - 1) / 2, (kernel - 1) / 2, (kernel - 1) / 2, kernel - 1]);
  const size = (): number => randomInt(draw, 1, most);
  const channels = (): number => pick(draw, oddChannels);
  return shapeOf(batch, [size(), size()], channels(), channels(), kernel, pick(draw, [1, 2]), padding);
}
