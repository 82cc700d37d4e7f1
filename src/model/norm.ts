/** PyTorch's batch norm: eps inside the square root, running = 0.9 · running + 0.1 · batch, unbiased running variance. */
export const normEpsilon = 1e-5;
export const normMomentum = 0.1;
