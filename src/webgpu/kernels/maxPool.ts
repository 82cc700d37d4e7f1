/**
 * Max pooling of the ImageNet stem: 3×3, stride 2, padding 1 that never wins. A thread keeps to one column of four
 * channels and takes several pixels of y (rows.ts).
 *
 * Reads x [N, H, W, C]. Writes y [N, H′, W′, C].
 */
import { type Kernel, makeKernel, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

export interface PoolShape {
  readonly batch: number;
  readonly inHeight: number;
  readonly inWidth: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly channels: number;
}

/**
 * A loop over the pixels of the window at `oy`, `ox`, row by row: `iy`, `ix` in the picture, without the padding. Its
 * bounds are computed, so that compilers do not unroll it.
 * @param before WGSL ahead of the loop, which may use its first pixel's `top` and `left`.
 */
export const eachTap = ({ inHeight, inWidth }: PoolShape, before: string, body: string): string => `
      let top = max(2u * oy, 1u) - 1u;
      let left = max(2u * ox, 1u) - 1u;
      ${before}
      for (var iy = top; iy <= min(2u * oy + 1u, ${inHeight - 1}u); iy++) {
        for (var ix = left; ix <= min(2u * ox + 1u, ${inWidth - 1}u); ix++) {
          ${body}
        }
      }`;

/**
 * Bindings: x, y.
 * @param wanted How both are stored.
 */
export function maxPool(s: PoolShape, wanted: Storage = 'float32'): Kernel {
  const storage = storageFor(wanted, s.channels);
  const rows = s.batch * s.outHeight * s.outWidth;
  const tiling = rowTiling(rows, s.channels);
  const { type, columns } = tiling;
  const pixel = (y: string, x: string): string =>
    `load_x((picture + ${y} * ${s.inWidth}u + ${x}) * ${columns}u + column)`;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `let ox = row % ${s.outWidth}u;
    let line = row / ${s.outWidth}u;
    let oy = line % ${s.outHeight}u;
    let picture = (line / ${s.outHeight}u) * ${s.inHeight * s.inWidth}u;
    ${eachTap(s, `var value = ${pixel('top', 'left')};`, `value = max(value, ${pixel('iy', 'ix')});`)}
    store_y(at, value);`,
  );
  return makeKernel({
    name: 'max_pool',
    bindings: [readElements('x', type, storage), writeElements('y', type, storage)],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}${loop}}
`,
    workgroups,
    flops: 9 * rows * s.channels,
    bytes: bytesPerElement(storage) * s.channels * (rows + s.batch * s.inHeight * s.inWidth),
  });
}
