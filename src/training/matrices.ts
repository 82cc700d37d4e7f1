/** What little linear algebra probes and CKA need: dense matrices in float64, row by row. Pure. */
import type { Sliced } from '../base/slices.ts';

/** What a block makes of pictures: a row of channels for each. */
export interface Representation {
  readonly channels: number;
  /** N·channels. */
  readonly values: Float32Array;
}

/** Multiplications, or numbers that are moved, of a slice: a few milliseconds. */
const slice = 2 ** 21;

/** The mean of every column of [n, channels]. */
export function columnMeans({ values, channels }: Representation): Float64Array {
  const n = values.length / channels;
  const means = new Float64Array(channels);
  for (let row = 0; row < n; row++)
    for (let c = 0; c < channels; c++) means[c] = means[c]! + values[row * channels + c]! / n;
  return means;
}

/** How far a value lies from the mean of its column. One that never moves is 0, not what rounding leaves of it. */
export const away = (value: number, mean: number): number => (value === Math.fround(mean) ? 0 : value - mean);

/** [n, channels] without the mean of each column. */
export const centred = ({ values, channels }: Representation, means: Float64Array): Float64Array =>
  Float64Array.from(values, (value, i) => away(value, means[i % channels]!));

/** [n, columns] as [columns, n]. */
export function* transposing(values: ArrayLike<number>, columns: number): Sliced<Float64Array> {
  const n = values.length / columns;
  const result = new Float64Array(values.length);
  // Few columns at a time: what they share of the memory's lines is read once.
  for (let start = 0; start < columns; start += 8) {
    const end = Math.min(start + 8, columns);
    for (let i = 0; i < n; i++)
      for (let c = start; c < end; c++) result[c * n + i] = values[i * columns + c]!;
    if ((end * n) % slice < 8 * n) yield;
  }
  return result;
}

/**
 * A·Bᵀ of A [a, length] and B [b, length]: [a, b], the inner products of their rows, two rows by four at a time, so that what is
 * loaded counts several times. a·b·length multiplications.
 * @param lower Only what is on and below the diagonal counts: half of them.
 */
export function* innerProducts(
  A: Float64Array,
  a: number,
  B: Float64Array,
  b: number,
  length: number,
  lower = false,
): Sliced<Float64Array> {
  const result = new Float64Array(a * b);
  let work = 0;
  for (let i = 0; i < a; i += 2) {
    const most = lower ? Math.min(b, i + 2) : b;
    for (let j = 0; j < most; j += 4) {
      innerBlock(A, i, Math.min(i + 1, a - 1), B, b, j, length, result);
      work += 8 * length;
      if (work < slice) continue;
      work = 0;
      yield;
    }
  }
  return result;
}

/** Of two rows and four. Where there are fewer, the last one again: it comes to the same. */
function innerBlock(
  A: Float64Array,
  i0: number,
  i1: number,
  B: Float64Array,
  b: number,
  j: number,
  length: number,
  result: Float64Array,
): void {
  const [j1, j2, j3] = [Math.min(j + 1, b - 1), Math.min(j + 2, b - 1), Math.min(j + 3, b - 1)];
  const [a0, a1] = [i0 * length, i1 * length];
  const [b0, b1, b2, b3] = [j * length, j1 * length, j2 * length, j3 * length];
  let [p0, p1, p2, p3, q0, q1, q2, q3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0; k < length; k++) {
    // No lists here: they cost this loop two thirds of its speed.
    const p = A[a0 + k]!;
    const q = A[a1 + k]!;
    const r0 = B[b0 + k]!;
    const r1 = B[b1 + k]!;
    const r2 = B[b2 + k]!;
    const r3 = B[b3 + k]!;
    p0 += p * r0;
    p1 += p * r1;
    p2 += p * r2;
    p3 += p * r3;
    q0 += q * r0;
    q1 += q * r1;
    q2 += q * r2;
    q3 += q * r3;
  }
  const [first, second] = [i0 * b, i1 * b];
  result[first + j] = p0;
  result[first + j1] = p1;
  result[first + j2] = p2;
  result[first + j3] = p3;
  result[second + j] = q0;
  result[second + j1] = q1;
  result[second + j2] = q2;
  result[second + j3] = q3;
}

/**
 * Solves S·X = B for a symmetric positive definite S [n, n], of which what lies above the diagonal does not matter, and
 * B [n, columns], by Cholesky's decomposition S = L·Lᵀ in place. n³/6 + columns·n² multiplications.
 * @returns X in the place of B; it is full of NaN where S is not positive definite.
 */
export function* solvingSymmetric(
  S: Float64Array,
  n: number,
  B: Float64Array,
  columns: number,
): Sliced<Float64Array> {
  let work = 0;
  for (let j = 0; j < n; j++) {
    // The root of what is not positive is no number, and neither is anything that comes of it.
    const square = S[j * n + j]! - rowsProduct(S, n, j, j);
    const pivot = Math.sqrt(square > 0 ? square : Number.NaN);
    S[j * n + j] = pivot;
    for (let i = j + 1; i < n; i++) S[i * n + j] = (S[i * n + j]! - rowsProduct(S, n, i, j)) / pivot;
    work += j * (n - j);
    if (work < slice) continue;
    work = 0;
    yield;
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
    yield;
  }
  return B;
}

/** Σ_k S[i, k]·S[j, k] over k < j, in four sums: one alone would wait for itself. */
function rowsProduct(S: Float64Array, n: number, i: number, j: number): number {
  const p = i * n;
  const q = j * n;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k + 4 <= j; k += 4) {
    s0 += S[p + k]! * S[q + k]!;
    s1 += S[p + k + 1]! * S[q + k + 1]!;
    s2 += S[p + k + 2]! * S[q + k + 2]!;
    s3 += S[p + k + 3]! * S[q + k + 3]!;
  }
  for (; k < j; k++) s0 += S[p + k]! * S[q + k]!;
  return s0 + s1 + (s2 + s3);
}
