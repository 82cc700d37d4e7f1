/** The gradient behind the ReLU that may follow a batch norm, as both backward passes need it. */
import { type Binding, read, readElements } from '../kernel.ts';
import type { Storage } from '../storage.ts';
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
  storage: Storage,
  options: { gamma: boolean } = { gamma: false },
): MaskedGradient {
  const array = `array<${type}>`;
  const bind = (wanted: boolean, binding: Binding): Binding[] => (wanted ? [binding] : []);
  const gamma = options.gamma || mask === 'z';
  const condition = (at: string, centred: string): string =>
    // The sum exactly as normApply computes it.
    mask === 'y' ? `load_y(${at})` : `${centred} * scale + shift`;
  return {
    bindings: [
      readElements('dy', type, storage),
      ...bind(mask === 'y', readElements('y', type, storage)),
      readElements('z', type, storage),
      read('stats', array),
      ...bind(gamma, read('gamma', array)),
      ...bind(mask === 'z', read('beta', array)),
    ],
    declarations: `  let mean = stats[column];
  let inverse = stats[column + ${columns}u];
${gamma ? '  let scale = inverse * gamma[column];\n' : ''}${mask === 'z' ? '  let shift = beta[column];\n' : ''}`,
    gradient: (at, centred) =>
      mask === 'none'
        ? `load_dy(${at})`
        : `select(${type}(), load_dy(${at}), ${condition(at, centred)} > ${type}())`,
  };
}
