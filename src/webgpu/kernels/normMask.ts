/** The gradient behind the ReLU that may follow a batch norm, as both backward passes need it. */
import { type Binding, read, readElements } from '../kernel.ts';
import type { Storage } from '../storage.ts';
import type { ReluMask } from './reluMask.ts';
import type { RowTiling } from './rows.ts';

export interface MaskedGradient {
  /** dy, y?, z, stats, gamma?, beta?. Gamma is there when it is asked for. */
  readonly bindings: readonly Binding[];
  /** WGSL declaring `mean`, `inverse` and what the mask needs of the column. */
  readonly declarations: string;
  /** WGSL of dy behind the ReLU at a flat index, given the name of the centred z there; `dy` where it is not to be loaded. */
  readonly gradient: (at: string, centred: string, dy?: string) => string;
}

export interface MaskOptions {
  /** Gamma is needed beyond the mask. */
  readonly gamma?: boolean;
  /** WGSL of the column. */
  readonly column?: string;
  /** At the end of the names that are declared, where there are several columns. */
  readonly suffix?: string;
}

export function normMask(
  mask: ReluMask,
  { type, columns }: Pick<RowTiling, 'type' | 'columns'>,
  storage: Storage,
  options: MaskOptions = {},
): MaskedGradient {
  const { column = 'column', suffix = '' } = options;
  const array = `array<${type}>`;
  const bind = (wanted: boolean, binding: Binding): Binding[] => (wanted ? [binding] : []);
  const gamma = options.gamma === true || mask === 'z';
  const condition = (at: string, centred: string): string =>
    // The sum exactly as normApply computes it.
    mask === 'y' ? `load_y(${at})` : `${centred} * scale${suffix} + shift${suffix}`;
  return {
    bindings: [
      readElements('dy', type, storage),
      ...bind(mask === 'y', readElements('y', type, storage)),
      readElements('z', type, storage),
      read('stats', array),
      ...bind(gamma, read('gamma', array)),
      ...bind(mask === 'z', read('beta', array)),
    ],
    declarations: `  let mean${suffix} = stats[${column}];
  let inverse${suffix} = stats[${column} + ${columns}u];
${gamma ? `  let scale${suffix} = inverse${suffix} * gamma[${column}];\n` : ''}${mask === 'z' ? `  let shift${suffix} = beta[${column}];\n` : ''}`,
    gradient: (at, centred, dy = `load_dy(${at})`) =>
      mask === 'none' ? dy : `select(${type}(), ${dy}, ${condition(at, centred)} > ${type}())`,
  };
}
