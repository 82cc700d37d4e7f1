/** What both engines' optimizers obey. The stock implementation is stockOptimizer.ts, the fused one a WGSL kernel. */
import type { RunConfig } from '../training/settings.ts';

export type OptimizerSettings = Pick<
  RunConfig,
  'optimizer' | 'momentum' | 'nesterov' | 'weightDecay' | 'decay'
>;

/** AdamW's second beta and epsilon, PyTorch's defaults. */
export const adamBeta2 = 0.999;
export const adamEpsilon = 1e-8;
