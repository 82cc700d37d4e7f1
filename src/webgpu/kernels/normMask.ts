/** The gradient behind the ReLU that may follow a batch norm, as both backward passes need it. */
import { type Binding, read } from '../kernel.ts';
import type { RowTiling } from './rows.ts';

/**
 * Where the gradient passes the ReLU. `y`: where the output is positive. `z`: the same, computed from z again; only
 * where nothing was added before the ReLU. `none`: there is no ReLU.
 */
export type NormMask = 'none' | 'y' | 'z';

export interface MaskedGradient {
  /** dy, y?, z, stats, gamma?, beta?. Gamma is there when it is asked for. */
  readonly bindings: readonly Binding[];
  /** WGSL declaring `mean`, `inverse` and what the mask needs of the column. */
  readonly declarations: string;
  /** WGSL of dy behind the ReLU at a flat index, given the name of the centred z there. */
  readonly gradient: (at: string, centred: string) => string;
}

export function normMask(
  mask: NormMask,
  { type, columns }: RowTiling,
  options: { gamma: boolean } = { gamma: false },
): MaskedGradient {
  const array = `array<${type}>`;
  const bind = (name: string, wanted: boolean): Binding[] => (wanted ? [read(name, array)] : []);
  const gamma = options.gamma || mask === 'z';
  const condition = (at: string, centred: string): string =>
    // The sum exactly as normApply computes it.
    mask === 'y' ? `y[${at}]` : `${centred} * scale + shift`;
  return {
    bindings: [
      read('dy', array),
      ...bind('y', mask === 'y'),
      read('z', array),
      read('stats', array),
      ...bind('gamma', gamma),
      ...bind('beta', mask === 'z'),
    ],
    declarations: `  let mean = stats[column];
  let inverse = stats[column + ${columns}u];
${gamma ? '  let scale = inverse * gamma[column];\n' : ''}${mask === 'z' ? '  let shift = beta[column];\n' : ''}`,
    gradient: (at, centred) =>
      mask === 'none' ? `dy[${at}]` : `select(${type}(), dy[${at}], ${condition(at, centred)} > ${type}())`,
  };
}
