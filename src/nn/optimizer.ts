/**
 * What AdamW needs beside the settings: its second beta and epsilon, PyTorch's defaults. The optimizers themselves are
 * stockOptimizer.ts, WGSL kernels for the fused engine, and the exported PyTorch project's.
 */
export const adamBeta2 = 0.999;
export const adamEpsilon = 1e-8;

/**
 * Share of the old that averaged weights keep in step `t`, counted from 1: less in the first steps, so that an average of few weights is not
 * that of the first ones (TensorFlow's ExponentialMovingAverage).
 */
export const averagingAt = (ema: number, t: number): number => Math.min(ema, (1 + t) / (10 + t));
