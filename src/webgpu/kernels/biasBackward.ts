/**
 * Backward of biasApply, first pass: the gradient behind the ReLU, which is that of the convolution and of the residual alike but for the
 * factor, and its sums by channel over chunks of rows, for the bias. One pass over the data; tiling as normBackwardReduce.
 *
 * Reads dy [rows, channels], y? [rows, channels], the output, where a ReLU followed; factor? [1].
 * Writes partials [chunks, channels]: Σ dz; g? [rows, channels] = dy behind the ReLU (without a ReLU that is dy itself), and
 * dz? [rows, channels] = factor · g, where there is a factor.
 */
import { type Kernel, makeKernel, range, read, readElements, write, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { chunkUnroll, normChunks } from './moments.ts';
import {
  columnOf,
  type RowTiling,
  type RowTraits,
  reduceLanes,
  rowEntry,
  rowTiling,
  threadsOf,
} from './rows.ts';

/** Workgroup memory `parts`, one a thread, and `join(a, b)` that adds b's sum to a's. */
export const partJoin = (tiling: RowTiling): string => `
var<workgroup> parts: array<${tiling.type}, ${threadsOf(tiling)}>;

fn join(a: u32, b: u32) {
  parts[a] += parts[b];
}
`;

export interface BiasBackwardOptions {
  readonly relu: boolean;
  /** The branch counted by a factor. Only with a ReLU. */
  readonly factor?: boolean;
  /** How dy, y, g and dz are stored. */
  readonly storage?: Storage;
}

/** Bindings: dy, y (with a ReLU only), factor?, partials, g (with a ReLU only), dz (with a factor only). */
export function biasBackward(
  rows: number,
  channels: number,
  { relu, factor = false, storage: wanted = 'float32' }: BiasBackwardOptions,
  device: RowTraits = {},
): Kernel {
  const storage = storageFor(wanted, channels);
  const tiling = rowTiling(rows, channels, { lanes: device.reductionLanes });
  const { type, columns, lanes, columnGroups } = tiling;
  const { chunks, chunkRows } = normChunks(rows, channels, device);
  const each = range(chunkUnroll).map((j) => {
    const dy = `load_dy(at${j})`;
    const gradient = relu ? `select(${type}(), ${dy}, load_y(at${j}) > ${type}())` : dy;
    return `    if (row + ${j * lanes}u < end) {
      let at${j} = (row + ${j * lanes}u) * ${columns}u + column;
      let g = ${gradient};
      ${factor ? 'let dz = share * g;\n      ' : ''}sum += ${factor ? 'dz' : 'g'};
      ${relu ? `if (inside) { store_g(at${j}, g); ${factor ? `store_dz(at${j}, dz); ` : ''}}` : ''}
    }`;
  });
  return makeKernel({
    name: 'bias_backward',
    bindings: [
      readElements('dy', type, storage),
      ...(relu ? [readElements('y', type, storage)] : []),
      ...(factor ? [read('factor', 'array<f32>')] : []),
      write('partials', `array<${type}>`),
      ...(relu ? [writeElements('g', type, storage)] : []),
      ...(factor ? [writeElements('dz', type, storage)] : []),
    ],
    body: `${partJoin(tiling)}${rowEntry(tiling)} {
${columnOf(tiling)}  let start = w.x * ${chunkRows}u;
  let end = min(start + ${chunkRows}u, ${rows}u);
  var sum = ${type}();
${factor ? '  let share = factor[0];\n' : ''}  for (var row = start + t.y; row < end; row += ${lanes * chunkUnroll}u) {
${each.join('\n')}
  }
  parts[index] = sum;
${reduceLanes(tiling)}
  if (t.y == 0u && inside) { partials[w.x * ${columns}u + column] = parts[index]; }
}
`,
    workgroups: [chunks, 1, columnGroups],
    flops: (factor ? 3 : 2) * rows * channels,
    bytes: (bytesPerElement(storage) * ((relu ? 3 : 1) + (factor ? 1 : 0)) * rows + 4 * chunks) * channels,
  });
}
