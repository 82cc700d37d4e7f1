/**
 * Gradient of the stem's max pooling, gathered: no two threads write to one address, and nothing but x tells who won.
 *
 * A thread keeps to one column of four channels and takes squares of 2×2 pixels of dx. The at most four windows that
 * see a square are searched again for their first maximum in row-major order, which has won, as in PyTorch; each pixel
 * of the square takes the gradients of the windows it has won.
 *
 * Reads x [N, H, W, C], dy [N, H′, W′, C]. Writes dx [N, H, W, C].
 */
import { ceilDiv, type Kernel, makeKernel, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { eachTap, type PoolShape } from './maxPool.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

/**
 * Bindings: x, dy, dx.
 * @param wanted How all three are stored.
 */
export function maxPoolGradient(s: PoolShape, wanted: Storage = 'float32'): Kernel {
  const storage = storageFor(wanted, s.channels);
  const high = ceilDiv(s.inHeight, 2);
  const wide = ceilDiv(s.inWidth, 2);
  const tiling = rowTiling(s.batch * high * wide, s.channels);
  const { type, columns } = tiling;
  const index = type === 'vec4f' ? 'vec4u' : 'u32';
  // Right and lower pixels of the last squares may be outside.
  const square = [
    { pixel: 'corner', inside: 'true' },
    { pixel: 'corner + 1u', inside: `2u * px + 1u < ${s.inWidth}u` },
    { pixel: `corner + ${s.inWidth}u`, inside: `2u * py + 1u < ${s.inHeight}u` },
    {
      pixel: `corner + ${s.inWidth + 1}u`,
      inside: `2u * px + 1u < ${s.inWidth}u && 2u * py + 1u < ${s.inHeight}u`,
    },
  ];
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `let px = row % ${wide}u;
    let line = row / ${wide}u;
    let py = line % ${high}u;
    let n = line / ${high}u;
    let picture = n * ${s.inHeight * s.inWidth}u;
    let corner = 2u * py * ${s.inWidth}u + 2u * px;
    ${square.map((_, i) => `var sum${i} = ${type}();`).join(' ')}
    for (var oy = py; oy <= min(py + 1u, ${s.outHeight - 1}u); oy++) {
      for (var ox = px; ox <= min(px + 1u, ${s.outWidth - 1}u); ox++) {
      ${eachTap(
        s,
        `var winner = ${index}(top * ${s.inWidth}u + left);
      var best = load_x((picture + top * ${s.inWidth}u + left) * ${columns}u + column);`,
        `let pixel = iy * ${s.inWidth}u + ix;
          let value = load_x((picture + pixel) * ${columns}u + column);
          winner = select(winner, ${index}(pixel), value > best);
          best = max(best, value);`,
      )}
      let gradient = load_dy(((n * ${s.outHeight}u + oy) * ${s.outWidth}u + ox) * ${columns}u + column);
      ${square
        .map(({ pixel }, i) => `sum${i} += select(${type}(), gradient, winner == ${index}(${pixel}));`)
        .join('\n      ')}
      }
    }
    ${square
      .map(
        ({ pixel, inside }, i) =>
          `if (${inside}) { store_dx((picture + ${pixel}) * ${columns}u + column, sum${i}); }`,
      )
      .join('\n    ')}`,
  );
  return makeKernel({
    name: 'max_pool_gradient',
    bindings: [
      readElements('x', type, storage),
      readElements('dy', type, storage),
      writeElements('dx', type, storage),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}${loop}}
`,
    workgroups,
    flops: 9 * s.batch * s.inHeight * s.inWidth * s.channels,
    bytes:
      bytesPerElement(storage) *
      s.channels *
      s.batch *
      (2 * s.inHeight * s.inWidth + s.outHeight * s.outWidth),
  });
}
