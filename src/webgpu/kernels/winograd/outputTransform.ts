/**
 * The inverse transform of a Winograd convolution: Aᵀ M A of the products of a tile, which are its m × m outputs.
 *
 * A thread takes one channel of a tile: it reads (m + 2)² elements, one from each matrix [tiles, channels] of the batched
 * product, and writes m × m, to which it may add.
 */
import { type Kernel, makeKernel, range, read, readElements, writeElements } from '../../kernel.ts';
import { bytesPerElement } from '../../storage.ts';
import type { FeatureMap } from './inputTransform.ts';
import { linearFlops, linearOnBothSides } from './linear.ts';
import { winogradMatrices } from './matrices.ts';
import { channelsOf, entry, type TileGrid, tileOfPlace } from './tiles.ts';

/** Bindings: products [(m + 2)², tiles, channels], output (NHWC); with an addend: products, addend, output. */
export const winogradOutput = (grid: TileGrid, output: FeatureMap): Kernel => ({
  ...outputTransform(grid, output, false),
  withAddend: () => outputTransform(grid, output, true),
});

function outputTransform(grid: TileGrid, output: FeatureMap, addend: boolean): Kernel {
  const { m, n, count } = grid;
  const { batch, height, width, storage = 'float32' } = output;
  const { type, width: wide } = channelsOf(storage);
  const channels = output.channels / wide;
  const loads = range(n * n).map(
    (p) => `let t${Math.floor(p / n)}_${p % n} = products[${p * count * channels}u + place];`,
  );
  const stores = range(m).flatMap((i) =>
    range(m).map((j) => {
      const at = `first + ${(i * width + j) * channels}u`;
      const guards = [
        height % m === 0 ? '' : `(top + ${i}u < ${height}u)`,
        width % m === 0 ? '' : `(left + ${j}u < ${width}u)`,
      ].filter(Boolean);
      const put = `put(${at}, o${i}_${j});`;
      return guards.length > 0 ? `if (${guards.join(' & ')}) { ${put} }` : put;
    }),
  );
  const arithmetic = linearOnBothSides(
    winogradMatrices(m).output,
    (i, j) => `t${i}_${j}`,
    (i, j) => `o${i}_${j}`,
    'l',
  );
  const { body, workgroups } = entry(
    count * channels,
    [
      tileOfPlace(grid, channels),
      ...loads,
      arithmetic,
      `let first = ((image * ${height}u + top) * ${width}u + left) * ${channels}u + channel;`,
      ...stores,
    ].join('\n'),
  );
  const size = batch * height * width * output.channels;
  return makeKernel({
    name: `winograd_output_${m}${addend ? '_add' : ''}`,
    bindings: [
      read('products', `array<${type}>`),
      ...(addend ? [readElements('addend', type, storage)] : []),
      writeElements('output', type, storage),
    ],
    body: `fn put(at: u32, value: ${type}) { store_output(at, value${addend ? ' + load_addend(at)' : ''}); }\n${body}`,
    workgroups,
    flops: count * output.channels * linearFlops(arithmetic) + (addend ? size : 0),
    bytes: bytesPerElement(storage) * size * (addend ? 2 : 1) + 4 * n * n * count * output.channels,
  });
}
