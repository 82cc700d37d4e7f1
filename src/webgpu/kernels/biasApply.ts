/**
 * What follows a convolution without batch norm: y = relu?(factor? · (z + bias) + residual?), one pass over the data.
 * Tiling as normApply.
 *
 * Reads z [rows, channels], bias [channels], factor? [1], residual? [rows, channels]. Writes y [rows, channels].
 */
import { type Kernel, makeKernel, read, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, storageFor } from '../storage.ts';
import type { NormApplyOptions } from './normApply.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

export interface BiasApplyOptions extends NormApplyOptions {
  /** The branch counts by a factor. */
  readonly factor?: boolean;
}

/** Bindings: z, bias, factor?, residual?, y. */
export function biasApply(rows: number, channels: number, options: BiasApplyOptions): Kernel {
  const { relu, residual, factor = false } = options;
  const storage = storageFor(options.storage ?? 'float32', channels);
  const tiling = rowTiling(rows, channels);
  const { type } = tiling;
  const sum = `${factor ? 'share * (load_z(at) + shift)' : 'load_z(at) + shift'}${residual ? ' + load_residual(at)' : ''}`;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `store_y(at, ${relu ? `max(${sum}, ${type}())` : sum});`,
    options.passThreads,
  );
  return makeKernel({
    name: 'bias_apply',
    bindings: [
      readElements('z', type, storage),
      read('bias', `array<${type}>`),
      ...(factor ? [read('factor', 'array<f32>')] : []),
      ...(residual ? [readElements('residual', type, storage)] : []),
      writeElements('y', type, storage),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}  let shift = bias[column];
${factor ? '  let share = factor[0];\n' : ''}${loop}}
`,
    workgroups,
    flops: (1 + (relu ? 1 : 0) + (residual ? 1 : 0)) * rows * channels,
    bytes: (bytesPerElement(storage) * (residual ? 3 : 2) * rows + 4) * channels,
  });
}
