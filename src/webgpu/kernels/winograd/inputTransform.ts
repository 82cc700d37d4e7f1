/**
 * The transforms of a Winograd convolution's inputs, tile by tile: Bᵀ d B of the patch d under a tile, and, for the
 * filter gradient, A dy Aᵀ of the tile itself.
 *
 * A thread takes one channel of a tile: it reads the patch (neighbouring patches overlap by two rows and columns) and
 * writes (m + 2)² elements, one into each of the matrices [tiles, channels] of the batched product.
 */
import { type Kernel, makeKernel, range, readElements, write } from '../../kernel.ts';
import { bytesPerElement, type Storage } from '../../storage.ts';
import { linearFlops, linearOnBothSides } from './linear.ts';
import { transpose, winogradMatrices } from './matrices.ts';
import { channelsOf, entry, type TileGrid, tileOfPlace } from './tiles.ts';

/** A feature map (NHWC) whose channels are a multiple of 4. */
export interface FeatureMap {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly storage?: Storage;
}

const mapBytes = ({ batch, height, width, channels, storage = 'float32' }: FeatureMap): number =>
  bytesPerElement(storage) * batch * height * width * channels;

/** Name of an element of a matrix. */
const element =
  (name: string) =>
  (i: number, j: number): string =>
    `${name}${i}_${j}`;

const storeAll = ({ n, count }: TileGrid, channels: number): string =>
  range(n * n)
    .map((p) => `transformed[${p * count * channels}u + place] = t${Math.floor(p / n)}_${p % n};`)
    .join('\n');

/**
 * Bᵀ d B. The patch of a tile starts `padding` above and to the left of its outputs; what lies outside is zero.
 * Bindings: source (NHWC), transformed [(m + 2)², tiles, channels].
 */
export function winogradInput(grid: TileGrid, source: FeatureMap, padding: number): Kernel {
  const { n, count } = grid;
  const { height, width, storage = 'float32' } = source;
  const { type, width: wide } = channelsOf(storage);
  const channels = source.channels / wide;
  const patch = element('d');
  // Rows above and columns to the left of the picture wrap round to very large numbers.
  const start = (first: string, i: number): string =>
    i < padding ? `${first} - ${padding - i}u` : `${first} + ${i - padding}u`;
  const rows = range(n).map(
    (i) => `let y${i} = ${start('top', i)};
let row${i} = (image * ${height}u + min(y${i}, ${height - 1}u)) * ${width}u;`,
  );
  const columns = range(n).map(
    (j) => `let x${j} = ${start('left', j)};
let column${j} = min(x${j}, ${width - 1}u);`,
  );
  const loads = range(n).flatMap((i) =>
    range(n).map(
      (j) =>
        `let ${patch(i, j)} = select(${type}(), load_source((row${i} + column${j}) * ${channels}u + channel), (y${i} < ${height}u) & (x${j} < ${width}u));`,
    ),
  );
  const arithmetic = linearOnBothSides(winogradMatrices(grid.m).input, patch, element('t'), 'l');
  return makeKernel({
    name: `winograd_input_${grid.m}`,
    bindings: [readElements('source', type, storage), write('transformed', `array<${type}>`)],
    ...entry(
      count * channels,
      [tileOfPlace(grid, channels), ...rows, ...columns, ...loads, arithmetic, storeAll(grid, channels)].join(
        '\n',
      ),
    ),
    flops: count * channels * wide * linearFlops(arithmetic),
    bytes: mapBytes(source) + 4 * n * n * count * channels * wide,
  });
}

/**
 * A dy Aᵀ of the tiles of dy, zero beyond its edges.
 * Bindings: dy (NHWC), transformed [(m + 2)², tiles, channels].
 */
export function winogradOutputGradient(grid: TileGrid, dy: FeatureMap): Kernel {
  const { m, n, count } = grid;
  const { height, width, storage = 'float32' } = dy;
  const { type, width: wide } = channelsOf(storage);
  const channels = dy.channels / wide;
  const tile = element('d');
  const loads = range(m).flatMap((i) =>
    range(m).map((j) => {
      const y = height % m === 0 ? `top + ${i}u` : `min(top + ${i}u, ${height - 1}u)`;
      const x = width % m === 0 ? `left + ${j}u` : `min(left + ${j}u, ${width - 1}u)`;
      const load = `load_dy(((image * ${height}u + ${y}) * ${width}u + ${x}) * ${channels}u + channel)`;
      const guards = [
        height % m === 0 ? '' : `(top + ${i}u < ${height}u)`,
        width % m === 0 ? '' : `(left + ${j}u < ${width}u)`,
      ].filter(Boolean);
      return `let ${tile(i, j)} = ${guards.length > 0 ? `select(${type}(), ${load}, ${guards.join(' & ')})` : load};`;
    }),
  );
  const arithmetic = linearOnBothSides(transpose(winogradMatrices(m).output), tile, element('t'), 'l');
  return makeKernel({
    name: `winograd_output_gradient_${m}`,
    bindings: [readElements('dy', type, storage), write('transformed', `array<${type}>`)],
    ...entry(
      count * channels,
      [tileOfPlace(grid, channels), ...loads, arithmetic, storeAll(grid, channels)].join('\n'),
    ),
    flops: count * channels * wide * linearFlops(arithmetic),
    bytes: mapBytes(dy) + 4 * n * n * count * channels * wide,
  });
}
