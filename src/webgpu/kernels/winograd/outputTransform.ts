/**
 * The inverse transform of a Winograd convolution: Aᵀ M A of the products of a tile, which are its m × m outputs.
 *
 * A thread takes one channel of a tile: it reads (m + 2)² elements, one from each matrix [tiles, channels] of the batched
 * product, and writes m × m, to which it may add.
 */
import { type Kernel, makeKernel, range, read, readElements, writeElements } from '../../kernel.ts';
import { bytesPerElement } from '../../storage.ts';
import type { FeatureMap } from './inputTransform.ts';
import { inverseTransform, placeOf } from './inverse.ts';
import { outputStatistics, outputSums } from './outputReduction.ts';
import { channelsOf, entry, type TileGrid, tileOfPlace } from './tiles.ts';

/**
 * Bindings: products [(m + 2)², tiles, channels], output (NHWC); with an addend: products, addend, output. It offers to reduce what
 * it writes (outputReduction.ts) where no tile reaches beyond the picture, so that all parts have their rows.
 */
export const winogradOutput = (grid: TileGrid, output: FeatureMap): Kernel => ({
  ...offered(grid, output, false),
  withAddend: () => offered(grid, output, true),
});

function offered(grid: TileGrid, output: FeatureMap, addend: boolean): Kernel {
  const kernel = outputTransform(grid, output, addend);
  if (grid.height % grid.m !== 0 || grid.width % grid.m !== 0) return kernel;
  return {
    ...kernel,
    ...(addend ? {} : { withStatistics: () => outputStatistics(grid, output) }),
    withReduction: (mask) => outputSums(grid, output, mask, addend),
  };
}

function outputTransform(grid: TileGrid, output: FeatureMap, addend: boolean): Kernel {
  const { m, n, count } = grid;
  const { batch, height, width, storage = 'float32' } = output;
  const { type, width: wide } = channelsOf(storage);
  const channels = output.channels / wide;
  const stores = range(m).flatMap((i) =>
    range(m).map((j) => {
      const guards = [
        height % m === 0 ? '' : `(top + ${i}u < ${height}u)`,
        width % m === 0 ? '' : `(left + ${j}u < ${width}u)`,
      ].filter(Boolean);
      const put = `put(${placeOf(output, channels, i, j)}, o${i}_${j});`;
      return guards.length > 0 ? `if (${guards.join(' & ')}) { ${put} }` : put;
    }),
  );
  const inverse = inverseTransform(grid, output, channels);
  const { body, workgroups } = entry(
    count * channels,
    [tileOfPlace(grid, channels), inverse.code, ...stores].join('\n'),
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
    flops: count * output.channels * inverse.flops + (addend ? size : 0),
    bytes: bytesPerElement(storage) * size * (addend ? 2 : 1) + 4 * n * n * count * output.channels,
  });
}
