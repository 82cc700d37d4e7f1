/**
 * Batch norm backward, third pass: the gradients of what went into the norm, and of the residual added after it.
 * Tiling as normApply; masks as normBackwardReduce.
 *
 * Reads dy, y? [rows, channels], z [rows, channels], stats [2, channels], gamma, beta? [channels],
 * sums [2, channels] (normBackwardFinalise).
 * Writes dresidual? [rows, channels] = dy behind the ReLU,
 * dz [rows, channels] = γ/√(variance + ε) · (dy′ − mean(dy′) − x̂ · mean(dy′ · x̂)).
 */
import { type Kernel, makeKernel, read, writeElements } from '../kernel.ts';
import { bytesPerElement, type Storage, storageFor } from '../storage.ts';
import { normMask } from './normMask.ts';
import type { ReluMask } from './reluMask.ts';
import { columnOf, eachRow, rowEntry, rowTiling } from './rows.ts';

export interface NormBackwardApplyOptions {
  readonly mask: ReluMask;
  /** Writes the residual's gradient. Without a ReLU that is dy itself, and there is no need to. */
  readonly residual: boolean;
  /** How dy, y, z, dresidual and dz are stored. */
  readonly storage?: Storage;
  /** See `DeviceTraits`. */
  readonly passThreads?: number;
}

/** Bindings: dy, y (mask y only), z, stats, gamma, beta (mask z only), sums, dresidual?, dz. */
export function normBackwardApply(
  rows: number,
  channels: number,
  { mask, residual, storage: wanted = 'float32', passThreads }: NormBackwardApplyOptions,
): Kernel {
  const storage = storageFor(wanted, channels);
  const tiling = rowTiling(rows, channels);
  const { type, columns } = tiling;
  const array = `array<${type}>`;
  const { bindings, declarations, gradient } = normMask(mask, tiling, storage, { gamma: true });
  const each = eachRow(
    tiling,
    `let centred = load_z(at) - mean;
    let g = ${gradient('at', 'centred')};${residual ? '\n    store_dresidual(at, g);' : ''}
    store_dz(at, scale * (g - sum - centred * along));`,
    passThreads,
  );
  const streams = 3 + (mask === 'y' ? 1 : 0) + (residual ? 1 : 0);
  return makeKernel({
    name: 'norm_backward_apply',
    bindings: [
      ...bindings,
      read('sums', array),
      ...(residual ? [writeElements('dresidual', type, storage)] : []),
      writeElements('dz', type, storage),
    ],
    body: `${each.declarations}${rowEntry(tiling)} {
${columnOf(tiling)}${declarations}  let sum = sums[column];
  let along = inverse * sums[column + ${columns}u];
${each.loop}}
`,
    workgroups: each.workgroups,
    flops: 6 * rows * channels,
    bytes: (bytesPerElement(storage) * streams * rows + 24) * channels,
  });
}
