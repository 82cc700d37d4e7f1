/** The plane of a run's path held to what NumPy finds (tests/golden/plane.py), whatever tensors the weights lie in. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '../../src/base/principalPlane.ts';
import { displaced } from '../../src/nn/directions.ts';
import { uniform } from '../../src/nn/draws.ts';
import type { NamedTensor } from '../../src/nn/engine.ts';
import { type PathPoint, pathPlane } from '../../src/nn/pathPlane.ts';

const { points, numbers, eigenvalues, shares, places, directions } = JSON.parse(
  readFileSync('tests/golden/references/plane.json', 'utf8'),
) as {
  points: number;
  numbers: number;
  eigenvalues: number[];
  shares: number[];
  places: number[][];
  directions: number[][];
};

/** The rows of the path, in float32 as weights are. */
const path = (() => {
  const steps = uniform('path', points * numbers);
  const sums = new Float64Array(numbers);
  return Array.from({ length: points }, (_, p) => {
    for (let i = 0; i < numbers; i++) sums[i]! += steps[p * numbers + i]!;
    return Float32Array.from(sums);
  });
})();

/** A row as a convolution, a classifier, and what never moves. */
const weightsOf = (row: Float32Array): NamedTensor[] => [
  { name: 'conv', shape: [4, 1, 3, 3], data: row.subarray(0, 36) },
  { name: 'scale', shape: [4], data: Float32Array.from({ length: 4 }, (_, i) => 9 * row[i]!) },
  { name: 'linear', shape: [3, 6], data: row.subarray(36) },
];
const kept: PathPoint[] = path.slice(0, -1).map((row, i) => ({
  epoch: 2 * i,
  step: 20 * i,
  weights: weightsOf(row).filter(({ shape }) => shape.length > 1),
}));
const own = weightsOf(path.at(-1)!);

describe('the plane of a path', () => {
  const plane = pathPlane(own, kept, 12.5)!;

  it('has the directions, the places and the shares that NumPy finds', () => {
    plane.shares.forEach((share, i) => {
      expect(share).toBeCloseTo(shares[i]!, 12);
    });
    plane.places.forEach(({ x, y }, i) => {
      expect(x).toBeCloseTo(places[i]![0]!, 9);
      expect(y).toBeCloseTo(places[i]![1]!, 9);
    });
    expect(plane.places.map(({ epoch }) => epoch)).toEqual([0, 2, 4, 6, 8, 10, 12.5]);
    for (const [i, direction] of plane.directions.entries()) {
      expect([...direction.keys()]).toEqual(['conv', 'linear']);
      const values = [...direction.get('conv')!, ...direction.get('linear')!];
      values.forEach((value, k) => {
        expect(value).toBeCloseTo(directions[i]![k]!, 6);
      });
    }
  });

  it('moves from the weights as near to an earlier point as the plane comes', () => {
    const { x, y } = plane.places[0]!;
    const moved = displaced(own, plane.directions, [x, y]);
    const apart = (a: readonly NamedTensor[]) =>
      Math.hypot(
        ...['conv', 'linear'].flatMap((name) => {
          const data = (tensors: readonly NamedTensor[]) =>
            tensors.find((tensor) => tensor.name === name)!.data;
          return Array.from(data(a), (value, i) => value - data(kept[0]!.weights)[i]!);
        }),
      );
    const least = apart(moved);
    for (const [dx, dy] of [
      [0.5, 0],
      [-0.5, 0],
      [0, 0.5],
      [0, -0.5],
    ] as const)
      expect(apart(displaced(own, plane.directions, [x + dx, y + dy]))).toBeGreaterThan(least);
  });

  it('is there of two points and the weights, and not of fewer, of equal ones, or of those of another network', () => {
    const [first, second] = [kept[0]!, kept[1]!];
    expect(pathPlane(own, [first, second], 3)?.shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    const other = { ...second, weights: second.weights.slice(1) };
    for (const few of [[], [first], [first, first], [first, other]])
      expect(pathPlane(own, few, 3)).toBeUndefined();
  });
});

it('a symmetric matrix has the eigenvalues that NumPy finds, with vectors that it only stretches', () => {
  const mean = Float64Array.from({ length: numbers }, (_, i) =>
    path.reduce((sum, row) => sum + row[i]! / points, 0),
  );
  const around = path.map((row) => Float64Array.from(row, (value, i) => value - mean[i]!));
  const matrix = around.flatMap((a) =>
    around.map((b) => a.reduce((sum, value, i) => sum + value * b[i]!, 0)),
  );
  const found = symmetricEigen(matrix, points);
  found.forEach(({ value, vector }, i) => {
    expect(value).toBeCloseTo(eigenvalues[i]!, 10);
    for (let row = 0; row < points; row++) {
      const image = vector.reduce((sum, part, k) => sum + part * matrix[row * points + k]!, 0);
      expect(image).toBeCloseTo(value * vector[row]!, 10);
    }
    expect(vector.reduce((sum, part) => sum + part * part, 0)).toBeCloseTo(1, 12);
  });
});
