/** The matrices of Winograd's filtering in float64, and the WGSL that multiplies by them. */
import { describe, expect, it } from 'vitest';
import { range } from '../../src/webgpu/kernel.ts';
import { linear } from '../../src/webgpu/kernels/winograd/linear.ts';
import {
  type Matrix,
  pointsOf,
  transpose,
  winogradMatrices,
} from '../../src/webgpu/kernels/winograd/matrices.ts';
import { randomArray, randomNumbers } from '../nn/numbers.ts';

const apply = (matrix: Matrix, x: readonly number[]): number[] =>
  matrix.map((row) => row.reduce((sum, c, j) => sum + c * x[j]!, 0));

describe.each([2, 4] as const)('F(%i, 3)', (m) => {
  const { output, filter, input } = winogradMatrices(m);
  const n = pointsOf(m);
  const draw = randomNumbers(m);
  const [d, g] = [n, 3].map((size) => [...randomArray(size, draw)]) as [number[], number[]];

  it('convolves', () => {
    const [u, v] = [apply(filter, g), apply(input, d)];
    const y = apply(
      output,
      u.map((c, i) => c * v[i]!),
    );
    range(m).forEach((i) => {
      const expected = range(3).reduce((sum, k) => sum + d[i + k]! * g[k]!, 0);
      expect(y[i]).toBeCloseTo(expected, 12);
    });
  });

  it.each(Object.entries({ output, filter, input }))('is multiplied by in WGSL: %s', (_, matrix) => {
    for (const map of [matrix, transpose(matrix)]) {
      const size = map[0]!.length;
      const inputs = range(size).map((j) => `i${j}`);
      const outputs = range(map.length).map((i) => `o${i}`);
      const script = linear(map, inputs, outputs, 't')
        .replace(/\blet /g, 'const ')
        .replace(/(\d)f\b/g, '$1');
      const run = new Function(...inputs, `${script} return [${outputs.join(', ')}];`);
      const x = [...randomArray(size, draw)];
      const result = run(...x) as number[];
      apply(map, x).forEach((expected, i) => {
        expect(result[i]).toBeCloseTo(expected, 6);
      });
    }
  });
});
