/** What an optimizer does with vector `i` of its parameters, in WGSL that reads `weights`, `gradients`, its slots and hyper. */
export interface OptimizerUpdate {
  /** Names of the bindings of what it remembers. */
  readonly slots: readonly string[];
  /** Declares `value` and `next`, the weights before and after; stores nothing. */
  readonly compute: string;
  /** Stores what it remembers. */
  readonly remember: string;
}
