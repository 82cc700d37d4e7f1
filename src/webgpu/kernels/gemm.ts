/**
 * C = A·B for row-major matrices by tiles in workgroup memory (see tiled/product.ts): what the device can do at best
 * with the very code of the convolutions. Reads A and B once a tile, writes C once.
 */
import { type Kernel, makeKernel, readElements, writeElements } from '../kernel.ts';
import { elementType, fromQuads, fromScalars, inUnits, loadQuad, storeQuad } from './tiled/elements.ts';
import { matrixRows } from './tiled/forward.ts';
import { tiledProduct, walkQuads } from './tiled/product.ts';
import { depthStep, type Tile, tileName } from './tiled/tile.ts';

/** Bindings: a [m, k], b [k, n], c [m, n]. */
export function gemm(m: number, n: number, k: number, tile: Tile): Kernel {
  const step = depthStep(k, tile.bk);
  const { body, workgroups } = tiledProduct({
    tile,
    step,
    rows: m,
    columns: n,
    a: {
      along: 'depth',
      setUp: (s) => `let ${s}_first = ${s}_at * ${inUnits(k, k)}u + ${fromScalars(k, `${s}_depth`)};`,
      load: (s) =>
        loadQuad(s, 'a', k, (plus) => ({
          guards: [
            m % tile.bm !== 0 && `${s}_at < ${m}u`,
            k % step !== 0 && `4u * quad + ${s}_depth${plus} < ${k}u`,
          ],
          index: `${s}_first + ${fromQuads(k, 'quad')}${plus}`,
        })),
    },
    b: matrixRows('b', k, step, n, tile, ''),
    walk: (body) => walkQuads(k, step, body),
    row: (row) => `let to = ${row} * ${inUnits(n, n)}u;`,
    store: (_, column, value) =>
      storeQuad(value, 'c', n, (plus) => ({
        guards: [n % tile.bn !== 0 && `${column}${plus} < ${n}u`],
        index: `to + ${fromScalars(n, column)}${plus}`,
      })),
  });
  return makeKernel({
    name: `gemm_${tileName(tile)}`,
    bindings: [
      readElements('a', elementType(k)),
      readElements('b', elementType(n)),
      writeElements('c', elementType(n)),
    ],
    body,
    workgroups,
    flops: 2 * m * n * k,
    bytes: 4 * (m * k + k * n + m * n),
  });
}
