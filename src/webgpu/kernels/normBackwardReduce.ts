/**
 * Batch norm backward, first pass: what a channel's gradients need to know of the whole batch, over chunks of rows.
 *
 * Tiling as normStatistics. The ReLU's mask is taken from y; where nothing was added before the ReLU it can be computed
 * from z again instead (`mask: 'z'`), which spares reading y.
 *
 * Reads dy, y? [rows, channels], z [rows, channels], stats [2, channels] (normFinalise), gamma?, beta? [channels].
 * Writes partials [chunks, 2, channels]: Σ dy′, Σ dy′ · x̂, where dy′ is dy behind the ReLU and x̂ the normalised z.
 */
import { type Kernel, makeKernel, range, write } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { chunkUnroll, normChunks, sumJoin } from './moments.ts';
import { normMask } from './normMask.ts';
import type { ReluMask } from './reluMask.ts';
import { columnOf, type RowTraits, reduceLanes, rowEntry, rowTiling } from './rows.ts';

/**
 * Bindings: dy, y (mask y only), z, stats, gamma and beta (mask z only), partials.
 * @param wanted How dy, y and z are stored.
 */
export function normBackwardReduce(
  rows: number,
  channels: number,
  mask: ReluMask,
  device: RowTraits = {},
  wanted: Storage = 'float32',
): Kernel {
  const storage = storageFor(wanted, channels);
  const tiling = rowTiling(rows, channels, { lanes: device.reductionLanes });
  const { type, columns, lanes, columnGroups } = tiling;
  const { chunks, chunkRows } = normChunks(rows, channels, device);
  const exact = rows % (lanes * chunkUnroll) === 0;
  const { bindings, declarations, gradient } = normMask(mask, tiling, storage);
  const loads = range(chunkUnroll).map((j) => {
    const row = `row + ${j * lanes}u`;
    const at = `at${j}`;
    const g = exact ? gradient(at, `c${j}`) : `select(${type}(), ${gradient(at, `c${j}`)}, ${row} < end)`;
    return `    let ${at} = ${exact ? `(${row})` : `min(${row}, ${rows - 1}u)`} * ${columns}u + column;
    let c${j} = load_z(${at}) - mean;
    let g${j} = ${g};`;
  });
  const all = range(chunkUnroll);
  return makeKernel({
    name: 'norm_backward_reduce',
    reduces: { mask, channels },
    bindings: [...bindings, write('partials', `array<${type}>`)],
    body: `${sumJoin(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}${declarations}  let start = w.x * ${chunkRows}u;
  let end = min(start + ${chunkRows}u, ${rows}u);
  var sum = ${type}();
  var along = ${type}();
  for (var row = start + t.y; row < end; row += ${lanes * chunkUnroll}u) {
${loads.join('\n')}
    sum += ${all.map((j) => `g${j}`).join(' + ')};
    along += ${all.map((j) => `g${j} * c${j}`).join(' + ')};
  }
  first[index] = sum;
  second[index] = along * inverse;
${reduceLanes(tiling)}
  if (t.y == 0u && inside) {
    let at = w.x * ${2 * columns}u + column;
    partials[at] = first[index];
    partials[at + ${columns}u] = second[index];
  }
}
`,
    workgroups: [chunks, 1, columnGroups],
    flops: 5 * rows * channels,
    bytes: (bytesPerElement(storage) * (mask === 'y' ? 3 : 2) * rows + 8 * chunks) * channels,
  });
}
