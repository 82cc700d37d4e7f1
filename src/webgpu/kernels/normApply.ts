/**
 * Batch norm, third pass of training: y = relu?((z − mean) · invstd · γ + β + residual?), one pass over the data.
 *
 * A thread keeps to one column of four channels and takes several rows of it (rows.ts), so what belongs to the channels
 * is loaded once. The mean is taken off first: folded into β it would cancel where it is large.
 *
 * Reads z [rows, channels], stats [2, channels] (normFinalise), gamma, beta [channels], residual? [rows, channels].
 * Writes y [rows, channels].
 */
import { type Kernel, makeKernel, read, write } from '../kernel.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

export interface NormApplyOptions {
  readonly relu: boolean;
  /** Adds a tensor before the ReLU. */
  readonly residual: boolean;
}

/** Bindings: z, stats, gamma, beta, residual?, y. */
export function normApply(rows: number, channels: number, { relu, residual }: NormApplyOptions): Kernel {
  const tiling = rowTiling(rows, channels);
  const { type, columns } = tiling;
  const sum = `(z[at] - mean) * scale + shift${residual ? ' + residual[at]' : ''}`;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `y[at] = ${relu ? `max(${sum}, ${type}())` : sum};`,
  );
  const array = `array<${type}>`;
  return makeKernel({
    name: 'norm_apply',
    bindings: [
      read('z', array),
      read('stats', array),
      read('gamma', array),
      read('beta', array),
      ...(residual ? [read('residual', array)] : []),
      write('y', array),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}  let mean = stats[column];
  let scale = stats[column + ${columns}u] * gamma[column];
  let shift = beta[column];
${loop}}
`,
    workgroups,
    flops: (3 + (relu ? 1 : 0) + (residual ? 1 : 0)) * rows * channels,
    bytes: 4 * ((residual ? 3 : 2) * rows + 4) * channels,
  });
}
