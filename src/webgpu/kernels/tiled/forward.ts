/**
 * y = conv(x, filter) as an implicit matrix product in workgroup memory (see product.ts).
 *
 * Rows are output pixels of the whole batch, columns output channels. The depth is walked kernel row by kernel row:
 * within one, the taps' input channels lie side by side in x and in the filter alike, so that taps are packed into
 * steps without a division, whatever the number of channels. Reads x and filter once a tile, writes y once.
 */
import { type Kernel, makeKernel, readElements, write, writeElements } from '../../kernel.ts';
import { type ConvShape, convBytes, convFlops, convStorage } from '../convShape.ts';
import { statisticsReduction } from './columnReduction.ts';
import { elementType, fromQuads, fromScalars, inUnits, loadQuad, storeQuad } from './elements.ts';
import { loop, type Operand, rowTiles, tiledProduct, walkQuads } from './product.ts';
import { depthStep, type Tile, tileName } from './tile.ts';

/** Never a row of a picture. */
export const nowhere = '0x40000000u';

/** B[k, n] of a row-major matrix; `row` is the WGSL of the row that the step starts with, apart from `quad`. */
export function matrixRows(
  buffer: string,
  depth: number,
  step: number,
  columns: number,
  tile: Tile,
  firstRow: string,
): Operand {
  const width = inUnits(columns, columns);
  return {
    along: 'across',
    setUp: (s) =>
      `let ${s}_first = ${s}_depth * ${width}u + ${fromScalars(columns, `${s}_at`)};
let ${s}_in = ${s}_at;`,
    load: (s) =>
      loadQuad(s, buffer, columns, (plus) => ({
        guards: [
          columns % tile.bn !== 0 && `${s}_in${plus} < ${columns}u`,
          depth % step !== 0 && `4u * quad + ${s}_depth < ${depth}u`,
        ],
        index: `${s}_first + (${firstRow}4u * quad) * ${width}u${plus}`,
      })),
  };
}

/** Bindings: x [N, H, W, Ci], filter [k, k, Ci, Co], y [N, H', W', Co]; with statistics: partials [tiles of rows, 2, Co]. */
export function tiledConvForward(s: ConvShape, tile: Tile): Kernel {
  const chunks = rowTiles(s.batch * s.outHeight * s.outWidth, tile);
  return {
    ...forward(s, tile),
    withStatistics: () => ({ kernel: forward(s, tile, chunks), chunks, chunkRows: tile.bm }),
  };
}

/** @param chunks Parts of the rows whose statistics are written; none by default. */
function forward(s: ConvShape, tile: Tile, chunks = 0): Kernel {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, kernel, stride, padding } = s;
  const rows = s.batch * outHeight * outWidth;
  const depth = kernel * inChannels;
  const step = depthStep(depth, tile.bk);
  const line = inUnits(inChannels, inWidth * inChannels);
  const pixel = inUnits(inChannels, inChannels);
  const inside = rows % tile.bm === 0 && padding === 0;
  const a: Operand = {
    along: 'depth',
    setUp: (a) => `let ${a}_pixel = ${a}_at % ${outHeight * outWidth}u;
let ${a}_top = ${a}_pixel / ${outWidth}u * ${stride}u - ${padding}u;
let ${a}_y = select(${nowhere}, ${a}_top, ${a}_at < ${rows}u);
let ${a}_x = (${a}_pixel % ${outWidth}u * ${stride}u - ${padding}u) * ${pixel}u + ${fromScalars(inChannels, `${a}_depth`)};
let ${a}_first = (${a}_at / ${outHeight * outWidth}u * ${inHeight}u + ${a}_top) * ${line}u + ${a}_x;`,
    load: (a) =>
      loadQuad(a, 'x', inChannels, (plus) => ({
        guards: [
          !inside && `${a}_y + tap_y < ${inHeight}u`,
          padding > 0 && `${a}_x + ${fromQuads(inChannels, 'quad')}${plus} < ${line}u`,
          depth % step !== 0 && `4u * quad + ${a}_depth${plus} < ${depth}u`,
        ],
        index: `${a}_first + tap_y * ${line}u + ${fromQuads(inChannels, 'quad')}${plus}`,
      })),
  };
  const { body, workgroups } = tiledProduct({
    tile,
    step,
    rows,
    columns: outChannels,
    a,
    b: matrixRows('weights', depth, step, outChannels, tile, `tap_y * ${depth}u + `),
    walk: (body) => loop('tap_y', kernel, 1, walkQuads(depth, step, body)),
    row: (m) => `let to = ${m} * ${inUnits(outChannels, outChannels)}u;`,
    store: (_, n, value) =>
      storeQuad(value, 'y', outChannels, (plus) => ({
        guards: [outChannels % tile.bn !== 0 && `${n}${plus} < ${outChannels}u`],
        index: `to + ${fromScalars(outChannels, n)}${plus}`,
      })),
    ...(chunks > 0 ? { reduction: statisticsReduction } : {}),
  });
  const storage = convStorage(s);
  return makeKernel({
    name: `conv_forward_tiled_${tileName(tile)}${chunks > 0 ? '_statistics' : ''}`,
    bindings: [
      readElements('x', elementType(inChannels), storage.x),
      readElements('weights', elementType(outChannels), storage.filter),
      writeElements('y', elementType(outChannels), storage.y),
      ...(chunks > 0 ? [write('partials', 'array<f32>')] : []),
    ],
    body,
    workgroups,
    flops: convFlops(s) + (chunks > 0 ? 4 * rows * outChannels : 0),
    bytes: convBytes(s) + 8 * chunks * outChannels,
  });
}
