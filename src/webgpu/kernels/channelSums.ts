/**
 * Sums and sums of squares of a feature map by channel, over groups of rows: one group a picture for means over its pixels,
 * larger ones for what vitals say of a whole batch.
 *
 * A workgroup takes one group and up to 64 columns of four channels; its lanes go through the rows side by side, then join
 * in workgroup memory. Where a few cores do the work, few lanes have less to join: 64 threads a workgroup.
 *
 * Reads x [rows, channels]. Writes sums [groups, 2, channels]: Σ x, Σ x². A channel of a map behind a ReLU whose Σ x is 0 is 0
 * throughout.
 */
import { ceilDiv, type Kernel, makeKernel, readElements, write } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { fewPassThreads } from '../traits.ts';
import { sumJoin } from './moments.ts';
import { columnOf, maxThreads, type RowTraits, reduceLanes, rowEntry, rowTiling } from './rows.ts';

/**
 * Bindings: x, sums.
 * @param groupRows Rows of each group but the last, which has the rest.
 * @param wanted How x is stored.
 */
export function channelSums(
  rows: number,
  channels: number,
  groupRows: number,
  { reductionLanes = maxThreads, passThreads = fewPassThreads }: RowTraits = {},
  wanted: Storage = 'float32',
): Kernel {
  const storage = storageFor(wanted, channels);
  const { groupColumns } = rowTiling(groupRows, channels);
  const threads = passThreads > fewPassThreads ? maxThreads : 64;
  const shared = Math.min(reductionLanes, Math.max(1, Math.floor(threads / groupColumns)));
  const tiling = rowTiling(groupRows, channels, { lanes: 2 ** Math.floor(Math.log2(shared)) });
  const { type, columns, lanes, columnGroups } = tiling;
  const groups = ceilDiv(rows, groupRows);
  return makeKernel({
    name: 'channel_sums',
    bindings: [readElements('x', type, storage), write('sums', `array<${type}>`)],
    body: `${sumJoin(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}  let start = w.x * ${groupRows}u;
  let end = min(start + ${groupRows}u, ${rows}u);
  var sum = ${type}();
  var square = ${type}();
  for (var row = start + t.y; row < end; row += ${lanes}u) {
    let value = load_x(row * ${columns}u + column);
    sum += value;
    square += value * value;
  }
  first[index] = sum;
  second[index] = square;
${reduceLanes(tiling)}
  if (t.y == 0u && inside) {
    let at = w.x * ${2 * columns}u + column;
    sums[at] = first[index];
    sums[at + ${columns}u] = second[index];
  }
}
`,
    workgroups: [groups, 1, columnGroups],
    flops: 3 * rows * channels,
    bytes: (bytesPerElement(storage) * rows + 8 * groups) * channels,
  });
}
