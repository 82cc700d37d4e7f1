/** A pass of a convolution as one or more dispatches, as plain data. */
import type { Kernel } from '../kernel.ts';

/**
 * What a binding of a dispatch is given: the pass's first or second input, its result, or a scratch buffer by its index.
 * Forward takes (x, filter) to y, the input gradient (dy, filter) to dx, the filter gradient (x, dy) to dfilter.
 */
export type Operand = 'first' | 'second' | 'result' | number;

export interface PlannedDispatch {
  readonly kernel: Kernel;
  /** One a binding, in order. */
  readonly operands: readonly Operand[];
}

export interface ConvPlan {
  /** Float32 elements of each buffer that only this pass uses. */
  readonly scratch: readonly number[];
  /** In the order in which they run; the last one writes the result, and may be able to add to it. */
  readonly dispatches: readonly PlannedDispatch[];
}
