/**
 * Batch norm, third pass of training: y = relu?((z − mean) · invstd · γ + β + residual?), one pass over the data.
 *
 * A thread keeps to one column of four channels and takes several rows of it (rows.ts), so what belongs to the channels
 * is loaded once. The mean is taken off first: folded into β it would cancel where it is large.
 *
 * Reads z [rows, channels], stats [2, channels] (normFinalise), gamma, beta [channels], residual? [rows, channels].
 * Writes y [rows, channels].
 */
import { type Kernel, makeKernel, read, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

export interface NormApplyOptions {
  readonly relu: boolean;
  /** Adds a tensor before the ReLU. */
  readonly residual: boolean;
  /** How z, the residual and y are stored. */
  readonly storage?: Storage;
  /** See `DeviceTraits`. */
  readonly passThreads?: number;
}

/** Bindings: z, stats, gamma, beta, residual?, y. */
export function normApply(rows: number, channels: number, options: NormApplyOptions): Kernel {
  const { relu, residual } = options;
  const storage = storageFor(options.storage ?? 'float32', channels);
  const tiling = rowTiling(rows, channels);
  const { type, columns } = tiling;
  const sum = `(load_z(at) - mean) * scale + shift${residual ? ' + load_residual(at)' : ''}`;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `store_y(at, ${relu ? `max(${sum}, ${type}())` : sum});`,
    options.passThreads,
  );
  const array = `array<${type}>`;
  return makeKernel({
    name: 'norm_apply',
    bindings: [
      readElements('z', type, storage),
      read('stats', array),
      read('gamma', array),
      read('beta', array),
      ...(residual ? [readElements('residual', type, storage)] : []),
      writeElements('y', type, storage),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}  let mean = stats[column];
  let scale = stats[column + ${columns}u] * gamma[column];
  let shift = beta[column];
${loop}}
`,
    workgroups,
    flops: (3 + (relu ? 1 : 0) + (residual ? 1 : 0)) * rows * channels,
    bytes: (bytesPerElement(storage) * (residual ? 3 : 2) * rows + 16) * channels,
  });
}
