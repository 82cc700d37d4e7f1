/**
 * What AdamW needs beside the settings: its second beta and epsilon, PyTorch's defaults. The optimizers themselves are
 * stockOptimizer.ts, WGSL kernels for the fused engine, and the exported PyTorch project's.
 */
export const adamBeta2 = 0.999;
export const adamEpsilon = 1e-8;
