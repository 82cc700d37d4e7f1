/** What little linear algebra probes and CKA need: dense matrices in float64, row by row. Pure. */

/** What a block makes of pictures: a row of channels for each. */
export interface Representation {
  readonly channels: number;
  /** N·channels. */
  readonly values: Float32Array;
}

/** The mean of every column of [n, channels]. */
export function columnMeans({ values, channels }: Representation): Float64Array {
  const n = values.length / channels;
  const means = new Float64Array(channels);
  for (let row = 0; row < n; row++)
    for (let c = 0; c < channels; c++) means[c] = means[c]! + values[row * channels + c]! / n;
  return means;
}

/** [n, channels] without the mean of each column, and each column times its factor, if any is given. */
export function centred(
  { values, channels }: Representation,
  means: Float64Array,
  factors?: Float64Array,
): Float64Array {
  return Float64Array.from(values, (value, i) => {
    const c = i % channels;
    const mean = means[c]!;
    // A column that never moves is 0, not what rounding leaves of it.
    return value === Math.fround(mean) ? 0 : (value - mean) * (factors ? factors[c]! : 1);
  });
}

/**
 * AᵀB of A [n, a] and B [n, b]: [a, b]. Rows are taken four at a time, so that every sum in the result is read and written a
 * quarter as often. n·a·b multiplications.
 */
export function transposedProduct(
  A: Float64Array,
  a: number,
  B: Float64Array,
  b: number,
  n: number,
): Float64Array {
  const result = new Float64Array(a * b);
  let row = 0;
  for (; row + 4 <= n; row += 4) {
    const [a0, a1, a2, a3] = [row * a, (row + 1) * a, (row + 2) * a, (row + 3) * a];
    const [b0, b1, b2, b3] = [row * b, (row + 1) * b, (row + 2) * b, (row + 3) * b];
    for (let i = 0; i < a; i++) {
      const [p, q, r, s] = [A[a0 + i]!, A[a1 + i]!, A[a2 + i]!, A[a3 + i]!];
      const at = i * b;
      for (let j = 0; j < b; j++)
        result[at + j] = result[at + j]! + p * B[b0 + j]! + q * B[b1 + j]! + r * B[b2 + j]! + s * B[b3 + j]!;
    }
  }
  for (; row < n; row++)
    for (let i = 0; i < a; i++) {
      const p = A[row * a + i]!;
      for (let j = 0; j < b; j++) result[i * b + j] = result[i * b + j]! + p * B[row * b + j]!;
    }
  return result;
}

/**
 * Solves S·X = B for a symmetric positive definite S [n, n] and B [n, columns], by Cholesky's decomposition S = L·Lᵀ in place.
 * @returns X in the place of B; it is full of NaN where S is not positive definite.
 */
export function solveSymmetric(S: Float64Array, n: number, B: Float64Array, columns: number): Float64Array {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = S[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= S[i * n + k]! * S[j * n + k]!;
      // The root of what is not positive is no number, and neither is anything that comes of it.
      S[i * n + j] = i === j ? Math.sqrt(sum > 0 ? sum : Number.NaN) : sum / S[j * n + j]!;
    }
  }
  for (let column = 0; column < columns; column++) {
    for (let i = 0; i < n; i++) {
      let sum = B[i * columns + column]!;
      for (let k = 0; k < i; k++) sum -= S[i * n + k]! * B[k * columns + column]!;
      B[i * columns + column] = sum / S[i * n + i]!;
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = B[i * columns + column]!;
      for (let k = i + 1; k < n; k++) sum -= S[k * n + i]! * B[k * columns + column]!;
      B[i * columns + column] = sum / S[i * n + i]!;
    }
  }
  return B;
}
