/**
 * Batch norm, first pass: mean and squared deviations of z by channel, over chunks of rows.
 *
 * A workgroup takes one chunk and up to 64 columns of four channels; its lanes go through the rows side by side, then
 * join in workgroup memory. A lane sums deviations from its own first value, which is near enough to the mean that
 * nothing cancels; its mean is kept as an offset from the chunk's first row, which a large mean does not blur.
 *
 * Reads z [rows, channels]. Writes partials [chunks, 2, channels]: mean, sum of squared deviations from it.
 */
import { type Kernel, makeKernel, range, readElements, write } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { chanJoin, chunkUnroll, normChunks } from './moments.ts';
import { columnOf, type RowTraits, reduceLanes, rowEntry, rowTiling } from './rows.ts';

/**
 * Bindings: z, partials.
 * @param rows N·H·W
 * @param wanted How z is stored.
 */
export function normStatistics(
  rows: number,
  channels: number,
  device: RowTraits = {},
  wanted: Storage = 'float32',
): Kernel {
  const storage = storageFor(wanted, channels);
  const tiling = rowTiling(rows, channels, { lanes: device.reductionLanes });
  const { type, columns, lanes, columnGroups } = tiling;
  const { chunks, chunkRows } = normChunks(rows, channels, device);
  const exact = rows % (lanes * chunkUnroll) === 0;
  const loads = range(chunkUnroll).map((j) => {
    const row = `row + ${j * lanes}u`;
    if (exact) return `    let d${j} = load_z((${row}) * ${columns}u + column) - own;`;
    return `    let d${j} = select(${type}(), load_z(min(${row}, ${rows - 1}u) * ${columns}u + column) - own, ${row} < end);`;
  });
  const ds = range(chunkUnroll).map((j) => `d${j}`);
  const body = `${chanJoin(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}  let start = w.x * ${chunkRows}u;
  let end = min(start + ${chunkRows}u, ${rows}u);
  let reference = load_z(start * ${columns}u + column);
  let own = load_z(min(start + t.y, ${rows - 1}u) * ${columns}u + column);
  var sum = ${type}();
  var square = ${type}();
  for (var row = start + t.y; row < end; row += ${lanes * chunkUnroll}u) {
${loads.join('\n')}
    sum += ${ds.join(' + ')};
    square += ${ds.map((d) => `${d} * ${d}`).join(' + ')};
  }
  // As many rows as this lane has seen.
  let count = f32((end - start + ${lanes - 1}u - t.y) / ${lanes}u);
  let mean = sum / max(count, 1.0);
  counts[index] = count;
  means[index] = own - reference + mean;
  squares[index] = max(square - sum * mean, ${type}());
${reduceLanes(tiling)}
  if (t.y == 0u && inside) {
    let at = w.x * ${2 * columns}u + column;
    partials[at] = reference + means[index];
    partials[at + ${columns}u] = squares[index];
  }
}
`;
  return makeKernel({
    name: 'norm_statistics',
    bindings: [readElements('z', type, storage), write('partials', `array<${type}>`)],
    body,
    workgroups: [chunks, 1, columnGroups],
    flops: 4 * rows * channels,
    bytes: (bytesPerElement(storage) * rows + 8 * chunks) * channels,
  });
}

/** Elements of `partials`. */
export const normPartialsSize = (rows: number, channels: number, device?: RowTraits): number =>
  normChunks(rows, channels, device).chunks * 2 * channels;
