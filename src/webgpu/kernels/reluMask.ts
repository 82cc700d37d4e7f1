/**
 * Where the gradient passes the ReLU that may follow a batch norm. `y`: where the output is positive. `z`: the same, computed
 * from z again; only where nothing was added before the ReLU. `none`: there is no ReLU.
 */
export type ReluMask = 'none' | 'y' | 'z';
