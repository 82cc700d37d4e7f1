/**
 * Backward pass of batch norm with the running statistics, which do not depend on the batch: one pass.
 * Tiling as normApply.
 *
 * Reads dy [rows, channels], y? [rows, channels], the output, where a ReLU followed; gamma, runningVariance [channels].
 * Writes dresidual? [rows, channels] = dy behind the ReLU, dz [rows, channels] = γ/√(variance + ε) · dy behind the ReLU.
 */
import { normEpsilon } from '../../model/norm.ts';
import { type Kernel, makeKernel, read, readElements, writeElements } from '../kernel.ts';
import { bytesPerElement, storageFor } from '../storage.ts';
import { literal } from './literal.ts';
import type { NormApplyOptions } from './normApply.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

/**
 * Bindings: dy, y (with a ReLU only), gamma, runningVariance, dresidual?, dz.
 * @param options With `residual` its gradient is written; without a ReLU that is dy itself, and there is no need to.
 */
export function normInferenceGradient(rows: number, channels: number, options: NormApplyOptions): Kernel {
  const { relu, residual } = options;
  const storage = storageFor(options.storage ?? 'float32', channels);
  const tiling = rowTiling(rows, channels);
  const { type } = tiling;
  const array = `array<${type}>`;
  const { workgroups, declarations, loop } = eachRow(
    tiling,
    `let g = ${relu ? `select(${type}(), load_dy(at), load_y(at) > ${type}())` : 'load_dy(at)'};
    ${residual ? 'store_dresidual(at, g);\n    ' : ''}store_dz(at, scale * g);`,
    options.passThreads,
  );
  const streams = 2 + (relu ? 1 : 0) + (residual ? 1 : 0);
  return makeKernel({
    name: 'norm_inference_gradient',
    bindings: [
      readElements('dy', type, storage),
      ...(relu ? [readElements('y', type, storage)] : []),
      read('gamma', array),
      read('runningVariance', array),
      ...(residual ? [writeElements('dresidual', type, storage)] : []),
      writeElements('dz', type, storage),
    ],
    body: `${declarations}${rowEntry(tiling)} {
${columnOf(tiling)}  let scale = gamma[column] / sqrt(runningVariance[column] + ${literal(normEpsilon)});
${loop}}
`,
    workgroups,
    flops: rows * channels,
    bytes: (bytesPerElement(storage) * streams * rows + 8) * channels,
  });
}
