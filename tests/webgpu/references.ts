/** What the kernels compute, once more in float64 and plain loops. Rows × channels as the kernels have them. */

type Numbers = ArrayLike<number>;

const at = (array: Numbers, i: number): number => {
  const value = array[i];
  if (value === undefined) throw new Error(`Index ${i} of ${array.length}.`);
  return value;
};

export interface Moments {
  readonly mean: Float64Array;
  /** Sum of squared deviations from the mean. */
  readonly squares: Float64Array;
}

/** Of rows `start … end`, by channel, in two passes. */
export function moments(z: Numbers, channels: number, start = 0, end = z.length / channels): Moments {
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let r = start; r < end; r++) sum += at(z, r * channels + c);
    mean[c] = sum / (end - start);
    let square = 0;
    for (let r = start; r < end; r++) square += (at(z, r * channels + c) - sum / (end - start)) ** 2;
    squares[c] = square;
  }
  return { mean, squares };
}

export interface Norm {
  readonly mean: Numbers;
  /** 1/√(variance + ε) */
  readonly inverse: Numbers;
  readonly gamma: Numbers;
  readonly beta: Numbers;
}

/** relu?((z − mean) · inverse · γ + β + residual?) */
export function normalise(z: Float32Array, n: Norm, relu: boolean, residual?: Numbers): Float64Array {
  const channels = n.gamma.length;
  return Float64Array.from(z, (v, i) => {
    const c = i % channels;
    const sum =
      (v - at(n.mean, c)) * at(n.inverse, c) * at(n.gamma, c) +
      at(n.beta, c) +
      (residual ? at(residual, i) : 0);
    return relu ? Math.max(0, sum) : sum;
  });
}

/** Gradients of batch norm with the statistics of the batch; `passes` says where dy passes the ReLU. */
export function normGradients(dy: Numbers, passes: (i: number) => boolean, z: Float32Array, n: Norm) {
  const channels = n.gamma.length;
  const rows = z.length / channels;
  const dbeta = new Float64Array(channels);
  const dgamma = new Float64Array(channels);
  const masked = Float64Array.from(z, (_, i) => (passes(i) ? at(dy, i) : 0));
  const normal = Float64Array.from(z, (v, i) => (v - at(n.mean, i % channels)) * at(n.inverse, i % channels));
  for (let i = 0; i < z.length; i++) {
    const c = i % channels;
    dbeta[c] = at(dbeta, c) + at(masked, i);
    dgamma[c] = at(dgamma, c) + at(masked, i) * at(normal, i);
  }
  const dz = Float64Array.from(masked, (g, i) => {
    const c = i % channels;
    return (
      at(n.gamma, c) * at(n.inverse, c) * (g - at(dbeta, c) / rows - (at(normal, i) * at(dgamma, c)) / rows)
    );
  });
  return { masked, dbeta, dgamma, dz };
}
