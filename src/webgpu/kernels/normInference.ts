/**
 * Batch norm with the running statistics: y = relu?((z − mean) · γ/√(variance + ε) + β + residual?), one pass.
 * Tiling as normApply.
 *
 * Reads z [rows, channels], runningMean, runningVariance, gamma, beta [channels], residual? [rows, channels].
 * Writes y [rows, channels].
 */
import { normEpsilon } from '../../model/norm.ts';
import { type Kernel, makeKernel, read, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, storageFor } from '../storage.ts';
import { literal } from './literal.ts';
import type { NormApplyOptions } from './normApply.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

/** Bindings: z, runningMean, runningVariance, gamma, beta, residual?, y. */
export function normInference(rows: number, channels: number, options: NormApplyOptions): Kernel {
  const { relu, residual } = options;
  const storage = storageFor(options.storage ?? 'float32', channels);
  const tiling = rowTiling(rows, channels);
  const { type } = tiling;
  const sum = `(load_z(at) - mean) * scale + shift${residual ? ' + load_residual(at)' : ''}`;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `store_y(at, ${relu ? `max(${sum}, ${type}())` : sum});`,
    options.passThreads,
  );
  const array = `array<${type}>`;
  return makeKernel({
    name: 'norm_inference',
    bindings: [
      readElements('z', type, storage),
      read('runningMean', array),
      read('runningVariance', array),
      read('gamma', array),
      read('beta', array),
      ...(residual ? [readElements('residual', type, storage)] : []),
      writeElements('y', type, storage),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}  let mean = runningMean[column];
  let scale = gamma[column] / sqrt(runningVariance[column] + ${literal(normEpsilon)});
  let shift = beta[column];
${loop}}
`,
    workgroups,
    flops: (3 + (relu ? 1 : 0) + (residual ? 1 : 0)) * rows * channels,
    bytes: (bytesPerElement(storage) * (residual ? 3 : 2) * rows + 16) * channels,
  });
}
