/**
 * The inverse transform of a Winograd convolution that also reduces the outputs for batch norm, as normStatistics and
 * normBackwardReduce do, while they are in registers.
 *
 * A workgroup is columns × lanes as in rows.ts, with tiles for rows: a thread keeps to one channel, takes a few tiles and then
 * joins the other lanes of its channel. A part of the rows is what a workgroup has of a channel.
 */
import {
  type Binding,
  type Chunks,
  ceilDiv,
  type Kernel,
  makeKernel,
  type ReducingKernel,
  range,
  read,
  readElements,
  write,
  writeElements,
} from '../../kernel.ts';
import { bytesPerElement } from '../../storage.ts';
import { chanJoin, sumJoin } from '../moments.ts';
import { normMask } from '../normMask.ts';
import type { ReluMask } from '../reluMask.ts';
import { columnOf, type RowTiling, reduceLanes, rowEntry, rowTiling } from '../rows.ts';
import type { FeatureMap } from './inputTransform.ts';
import { inverseTransform, placeOf } from './inverse.ts';
import { channelsOf, type TileGrid, tileOfPlace } from './tiles.ts';

/** Tiles a thread takes at least, and parts at most: they have to be joined, and a dispatch may have 65,535 workgroups. */
const fewestTiles = 4;
const mostParts = 16_384;

interface Reduction {
  readonly name: string;
  /** Bindings between the output and the partial results. */
  readonly bindings: readonly Binding[];
  /** Workgroup memory and `join`. */
  readonly shared: (tiling: RowTiling) => string;
  /** WGSL before the first tile. */
  readonly begin: string;
  /** WGSL for a `value` that is written at `at`. */
  readonly each: string;
  /** WGSL after the last tile: puts the thread's part into the memory that is joined. */
  readonly end: string;
  /** The two results, in the memory of the first lane. */
  readonly results: readonly [first: string, second: string];
  /** For each value. */
  readonly flops: number;
  /** Maps that are read besides. */
  readonly maps: number;
}

function partsOf(grid: TileGrid, output: FeatureMap): { tiling: RowTiling; tiles: number; chunks: number } {
  const tiling = rowTiling(grid.count, output.channels, {}, channelsOf(output.storage ?? 'float32').width);
  const tiles = Math.max(fewestTiles, ceilDiv(grid.count, tiling.lanes * mostParts));
  return { tiling, tiles, chunks: ceilDiv(grid.count, tiling.lanes * tiles) };
}

function reducing(grid: TileGrid, output: FeatureMap, addend: boolean, of: Reduction): Kernel {
  const { m, n, count } = grid;
  const { batch, height, width, storage = 'float32' } = output;
  const { tiling, tiles, chunks } = partsOf(grid, output);
  const { type, columns, lanes, columnGroups } = tiling;
  const inverse = inverseTransform(grid, output, columns);
  const values = range(m).flatMap((i) =>
    range(m).map((j) => {
      const at = placeOf(output, columns, i, j);
      return `{
let at = ${at};
let value = o${i}_${j}${addend ? ' + load_addend(at)' : ''};
store_output(at, value);
${of.each}
}
`;
    }),
  );
  const size = batch * height * width * output.channels;
  const [first, second] = of.results;
  return makeKernel({
    name: `winograd_output_${m}${addend ? '_add' : ''}_${of.name}`,
    bindings: [
      read('products', `array<${type}>`),
      ...(addend ? [readElements('addend', type, storage)] : []),
      writeElements('output', type, storage),
      ...of.bindings,
      write('partials', `array<${type}>`),
    ],
    body: `${of.shared(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}${of.begin}
let start = w.x * ${lanes * tiles}u;
let end = min(start + ${lanes * tiles}u, ${count}u);
for (var each = start + t.y; each < end; each += ${lanes}u) {
if (inside) {
let place = each * ${columns}u + column;
${tileOfPlace(grid, columns)}
${inverse.code}
${values.join('')}}
}
${of.end}
${reduceLanes(tiling)}
if (t.y == 0u && inside) {
let to = w.x * ${2 * columns}u + column;
partials[to] = ${first}[index];
partials[to + ${columns}u] = ${second}[index];
}
}
`,
    workgroups: [chunks, 1, columnGroups],
    flops: count * output.channels * inverse.flops + ((addend ? 1 : 0) + of.flops) * size,
    bytes:
      bytesPerElement(storage) * size * (1 + (addend ? 1 : 0) + of.maps) +
      4 * n * n * count * output.channels +
      8 * chunks * output.channels,
  });
}

/** Bindings: products, output, partials [chunks, 2, channels] of mean and sum of squared deviations from it. */
export function outputStatistics(grid: TileGrid, output: FeatureMap): ReducingKernel & Chunks {
  const { tiling, tiles, chunks } = partsOf(grid, output);
  const { type, lanes } = tiling;
  const kernel = reducing(grid, output, false, {
    name: 'statistics',
    bindings: [],
    shared: chanJoin,
    // Deviations from the thread's first value, which is near enough to the mean that nothing cancels.
    begin: `var count = 0u;\nvar own = ${type}();\nvar sum = ${type}();\nvar square = ${type}();`,
    each: `own = select(own, value, count == 0u);
count += 1u;
let apart = value - own;
sum += apart;
square += apart * apart;`,
    end: `let mean = sum / max(f32(count), 1.0);
counts[index] = f32(count);
means[index] = own + mean;
squares[index] = max(square - sum * mean, ${type}());`,
    results: ['means', 'squares'],
    flops: 4,
    maps: 0,
  });
  return { kernel, chunks, chunkRows: lanes * tiles * grid.m ** 2 };
}

/**
 * Bindings: products, addend?, output, y (mask y only), z, stats, gamma and beta (mask z only), partials [chunks, 2, channels] of
 * Σ dy′ and Σ dy′ · x̂, where the output is dy.
 */
export function outputSums(
  grid: TileGrid,
  output: FeatureMap,
  mask: ReluMask,
  addend: boolean,
): ReducingKernel {
  const { tiling, chunks } = partsOf(grid, output);
  const { type } = tiling;
  const { bindings, declarations, gradient } = normMask(mask, tiling, output.storage ?? 'float32');
  const kernel = reducing(grid, output, addend, {
    name: 'reduce',
    // Without dy, which is the output here.
    bindings: bindings.slice(1),
    shared: sumJoin,
    begin: `${declarations}var sum = ${type}();\nvar along = ${type}();`,
    each: `let centred = load_z(at) - mean;
let g = ${gradient('at', 'centred', 'value')};
sum += g;
along += g * centred;`,
    end: 'first[index] = sum;\nsecond[index] = along * inverse;',
    results: ['first', 'second'],
    flops: 5,
    maps: mask === 'y' ? 2 : 1,
  });
  return { kernel, chunks };
}
