/** The batched matrix products of a Winograd convolution by tiles in workgroup memory (see tiled/product.ts). */
import { ceilDiv, type Kernel, makeKernel, readElements, writeElements } from '../../kernel.ts';
import { loadQuad, storeQuad } from '../tiled/elements.ts';
import { matrixRows } from '../tiled/forward.ts';
import { loop, type Operand, type Product, tiledProduct, walkQuads } from '../tiled/product.ts';
import { depthStep, type Tile, tileName } from '../tiled/tile.ts';
import type { BatchedProduct } from './product.ts';

/** C = A · B. Bindings: a [layers, rows, depth], b [layers, depth, columns], c [layers, rows, columns]. */
export function tiledBatchedProduct(p: BatchedProduct, tile: Tile): Kernel {
  const { layers, rows, depth, columns } = p;
  const step = depthStep(depth, tile.bk);
  const { body, workgroups } = tiledProduct({
    tile,
    step,
    rows,
    columns,
    layers,
    a: {
      along: 'depth',
      setUp: (s) => `let ${s}_first = (layer * ${rows}u + ${s}_at) * ${depth / 4}u + ${s}_depth / 4u;`,
      load: (s) =>
        loadQuad(s, 'a', depth, () => ({
          guards: [
            rows % tile.bm !== 0 && `${s}_at < ${rows}u`,
            depth % step !== 0 && `4u * quad + ${s}_depth < ${depth}u`,
          ],
          index: `${s}_first + quad`,
        })),
    },
    b: matrixRows('b', depth, step, columns, tile, `layer * ${depth}u + `),
    walk: (body) => walkQuads(depth, step, body),
    ...into(p, tile),
  });
  return makeKernel({
    name: `winograd_product_tiled_${tileName(tile)}`,
    bindings: [readElements('a', 'vec4f'), readElements('b', 'vec4f'), writeElements('c', 'vec4f')],
    body,
    workgroups,
    flops: 2 * layers * rows * depth * columns,
    bytes: 4 * layers * (rows * depth + depth * columns + rows * columns),
  });
}

/** Where elements of C go: c [layers, rows, columns]. */
const into = ({ rows, columns }: BatchedProduct, tile: Tile): Pick<Product, 'row' | 'store'> => ({
  row: (m) => `let to = (layer * ${rows}u + ${m}) * ${columns / 4}u;`,
  store: (_, n, value) =>
    storeQuad(value, 'c', columns, () => ({
      guards: [columns % tile.bn !== 0 && `${n} < ${columns}u`],
      index: `to + ${n} / 4u`,
    })),
});

/** C = Aᵀ · B. Bindings: a [layers, depth, rows], b [layers, depth, columns], c [slices, layers, rows, columns]. */
export function tiledOuterProduct(p: BatchedProduct, tile: Tile, slices: number): Kernel {
  const { layers, rows, depth, columns } = p;
  const step = Math.min(tile.bk, 4 * ceilDiv(depth, 4));
  const perSlice = ceilDiv(ceilDiv(depth, slices), step) * step;
  const ragged = slices * perSlice !== depth;
  const side = (buffer: string, size: number, tileSize: number): Operand => ({
    along: 'across',
    setUp: (s) => `var ${s}_left = layer / ${layers}u * ${perSlice}u + ${s}_depth;
let ${s}_first = layer % ${layers}u * ${(depth * size) / 4}u + ${s}_at / 4u;`,
    load: (s) =>
      loadQuad(s, buffer, size, () => ({
        guards: [size % tileSize !== 0 && `${s}_at < ${size}u`, ragged && `${s}_left < ${depth}u`],
        index: `${s}_first + ${s}_left * ${size / 4}u`,
      })),
    advance: (s) => `${s}_left += ${step}u;\n`,
  });
  const { body, workgroups } = tiledProduct({
    tile,
    step,
    rows,
    columns,
    layers: slices * layers,
    a: side('a', rows, tile.bm),
    b: side('b', columns, tile.bn),
    walk: (body) => loop('i', perSlice / step, 1, body),
    ...into(p, tile),
  });
  return makeKernel({
    name: `winograd_outer_tiled_${tileName(tile)}_${slices}`,
    bindings: [readElements('a', 'vec4f'), readElements('b', 'vec4f'), writeElements('c', 'vec4f')],
    body,
    workgroups,
    flops: 2 * layers * rows * depth * columns,
    bytes: 4 * layers * (depth * (rows + columns) + slices * rows * columns),
  });
}
