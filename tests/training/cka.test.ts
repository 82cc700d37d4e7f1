/** CKA against its definition by whole kernel matrices, and what it is known to be blind to. */
import { describe, expect, it } from 'vitest';
import { cka, ckaMatrix } from '../../src/training/cka.ts';
import type { Representation } from '../../src/training/matrices.ts';
import { randomArray, randomNumbers } from '../nn/numbers.ts';

const representation = (n: number, channels: number, seed: number): Representation => ({
  channels,
  values: randomArray(n * channels, randomNumbers(seed)),
});
const rowsOf = ({ values, channels }: Representation): number[][] =>
  Array.from({ length: values.length / channels }, (_, i) => [
    ...values.subarray(i * channels, (i + 1) * channels),
  ]);
const fromRows = (rows: readonly (readonly number[])[]): Representation => ({
  channels: rows[0]!.length,
  values: Float32Array.from(rows.flat()),
});
const kernelOf = (rows: readonly (readonly number[])[]): number[][] =>
  rows.map((a) => rows.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)));
const times = (A: readonly (readonly number[])[], B: readonly (readonly number[])[]): number[][] =>
  A.map((row) => B[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * B[k]![j]!, 0)));
const trace = (A: readonly (readonly number[])[]): number => A.reduce((sum, row, i) => sum + row[i]!, 0);

/** tr(KHLH), H = I − 1/n. */
function hsic(K: number[][], L: number[][]): number {
  const n = K.length;
  const H = K.map((_, i) => K.map((__, j) => (i === j ? 1 : 0) - 1 / n));
  return trace(times(times(K, H), times(L, H)));
}
/** Song et al. 2012, equation 5, times n(n − 3). */
function unbiasedHsic(K: number[][], L: number[][]): number {
  const n = K.length;
  const [k, l] = [K, L].map((M) => M.map((row, i) => row.map((value, j) => (i === j ? 0 : value))));
  const kl = times(k!, l!);
  const sum = (M: number[][]) => M.flat().reduce((a, b) => a + b, 0);
  return trace(kl) + (sum(k!) * sum(l!)) / ((n - 1) * (n - 2)) - (2 / (n - 2)) * sum(kl);
}
function plainCka(x: Representation, y: Representation, of: typeof hsic): number {
  const [K, L] = [kernelOf(rowsOf(x)), kernelOf(rowsOf(y))];
  return of(K, L) / Math.sqrt(of(K, K) * of(L, L));
}

/** An orthogonal matrix, by Gram and Schmidt. */
function orthogonal(n: number, seed: number): number[][] {
  const rows: number[][] = [];
  const draw = randomNumbers(seed);
  for (let i = 0; i < n; i++) {
    let row = [...randomArray(n, draw)];
    for (const other of rows) {
      const along = row.reduce((sum, value, k) => sum + value * other[k]!, 0);
      row = row.map((value, k) => value - along * other[k]!);
    }
    const length = Math.hypot(...row);
    rows.push(row.map((value) => value / length));
  }
  return rows;
}

describe('CKA', () => {
  it.each([
    ['fewer channels than pictures', 23, 3, 7],
    ['more channels than pictures', 9, 40, 31],
    ['one channel', 6, 1, 5],
  ])('is as defined with %s', (_, n, p, q) => {
    const [x, y] = [representation(n, p, 1), representation(n, q, 2)];
    expect(cka(x, y)).toBeCloseTo(plainCka(x, y, hsic), 10);
    expect(cka(x, y, { debiased: true })).toBeCloseTo(plainCka(x, y, unbiasedHsic), 10);
  });

  it('is 1 of what is the same but for rotation, scale and shift, and not of any other linear map', () => {
    const x = representation(50, 6, 3);
    const turned = times(rowsOf(x), orthogonal(6, 10));
    const moved = fromRows(turned.map((row) => row.map((value, c) => 3.5 * value + c)));
    for (const debiased of [false, true]) {
      expect(cka(x, x, { debiased })).toBeCloseTo(1, 12);
      expect(cka(x, moved, { debiased })).toBeCloseTo(1, 6);
    }
    const stretched = fromRows(rowsOf(x).map((row) => row.map((value, c) => value * 4 ** c)));
    expect(cka(x, stretched)).toBeLessThan(0.9);
  });

  it('of noise with many channels is near 1, and debiased near 0', () => {
    const [x, y] = [representation(30, 400, 4), representation(30, 400, 5)];
    expect(cka(x, y)).toBeGreaterThan(0.9);
    expect(Math.abs(cka(x, y, { debiased: true }))).toBeLessThan(0.1);
  });

  it('is no number of a block that makes the same of all pictures', () => {
    const still = { channels: 2, values: new Float32Array(20).fill(0.7) };
    expect(cka(still, representation(10, 3, 6))).toBeNaN();
  });
});

describe('the map of many blocks', () => {
  it.each([
    ['by channels', 40, [3, 5, 4]],
    ['by kernels', 8, [60, 30, 90]],
  ])('has every pair, %s', (_, n, channels) => {
    const blocks = channels.map((count, i) => representation(n, count, 20 + i));
    const matrix = ckaMatrix(blocks);
    blocks.forEach((x, i) => {
      blocks.forEach((y, j) => {
        expect(matrix[i]![j]).toBeCloseTo(i === j ? 1 : plainCka(x, y, hsic), 10);
        expect(matrix[i]![j]).toBe(matrix[j]![i]);
      });
    });
    const others = [representation(n, 7, 30), blocks[1]!];
    const across = ckaMatrix(blocks, others);
    expect(across.map((row) => row.length)).toEqual([2, 2, 2]);
    expect(across[2]![0]).toBeCloseTo(plainCka(blocks[2]!, others[0]!, hsic), 10);
    expect(across[1]![1]).toBeCloseTo(1, 12);
  });
});
