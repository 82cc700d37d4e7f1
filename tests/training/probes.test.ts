/** Linear probes against plain ridge regression, and what they must and must not depend on. */
import { describe, expect, it } from 'vitest';
import { solveSymmetric } from '../../src/training/matrices.ts';
import {
  fitProbe,
  type LabelledRepresentation,
  probeAccuracy,
  readerOf,
  readerScores,
} from '../../src/training/probes.ts';
import { randomArray, randomNumbers } from '../nn/numbers.ts';

/** Pictures of so many classes: each class has a centre of its own, `apart` from the others, in noise. */
function pictures(n: number, channels: number, classes: number, apart: number, seed: number) {
  const centres = randomArray(classes * channels, randomNumbers(99));
  const noise = randomNumbers(seed);
  const labels = Uint8Array.from({ length: n }, (_, i) => (7 * i + (i >> 2)) % classes);
  const values = Float32Array.from(
    { length: n * channels },
    (_, i) => noise() + apart * centres[labels[Math.floor(i / channels)]! * channels + (i % channels)]!,
  );
  return { channels, values, labels } satisfies LabelledRepresentation;
}

/** Solves a system by elimination with pivots. */
function eliminate(A: number[][], b: number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? i : best),
      k,
    );
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = 0; i < rows.length; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * rows[k]![j]!);
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

describe('a probe', () => {
  it('is the minimum of squares and ridge, as elimination finds it with the mean as an unknown of its own', () => {
    const [n, channels, classes, ridge] = [37, 5, 3, 0.3];
    const block = pictures(n, channels, classes, 1, 5);
    const { weights, means, factors, bias } = fitProbe(block, classes, ridge);
    const standardised = Array.from({ length: n }, (_, i) =>
      Array.from({ length: channels }, (__, c) => {
        const column = Array.from({ length: n }, (___, k) => block.values[k * channels + c]!);
        const mean = column.reduce((a, b) => a + b, 0) / n;
        const deviation = Math.sqrt(column.reduce((a, b) => a + (b - mean) ** 2, 0) / n);
        expect(means[c]).toBeCloseTo(mean, 6);
        expect(factors[c]).toBeCloseTo(1 / deviation, 5);
        return (block.values[i * channels + c]! - mean) / deviation;
      }),
    );
    const design = standardised.map((row) => [...row, 1]);
    for (let k = 0; k < classes; k++) {
      const target = Array.from(block.labels, (label) => (label === k ? 1 : 0));
      const normal = design[0]!.map((_, i) =>
        design[0]!.map((__, j) => {
          const sum = design.reduce((total, row) => total + row[i]! * row[j]!, 0);
          return sum + (i === j && i < channels ? ridge * n : 0);
        }),
      );
      const right = design[0]!.map((_, i) => design.reduce((sum, row, r) => sum + row[i]! * target[r]!, 0));
      const expected = eliminate(normal, right);
      for (let c = 0; c < channels; c++) expect(weights[c * classes + k]).toBeCloseTo(expected[c]!, 8);
      expect(bias[k]).toBeCloseTo(expected[channels]!, 10);
    }
  });

  it('tells classes that lie apart on pictures it has not seen, and noise by chance alone', () => {
    const accuracy = (apart: number) =>
      probeAccuracy(fitProbe(pictures(600, 20, 10, apart, 1), 10), pictures(500, 20, 10, apart, 2));
    expect(accuracy(6)).toBe(1);
    expect(accuracy(1)).toBeGreaterThan(0.3);
    expect(accuracy(1)).toBeLessThan(1);
    expect(Math.abs(accuracy(0) - 0.1)).toBeLessThan(0.05);
  });

  it('does not depend on the scale or the shift of a channel, nor on one that never moves', () => {
    const moved = ({ channels, values, labels }: LabelledRepresentation) => ({
      channels: channels + 1,
      labels,
      values: Float32Array.from(
        Array.from(labels).flatMap((_, i) => [
          0.7,
          ...Array.from(
            values.subarray(i * channels, (i + 1) * channels),
            (value, c) => 64 * 4 ** c * value - 1,
          ),
        ]),
      ),
    });
    const [fitted, heldOut] = [pictures(200, 4, 5, 1.5, 3), pictures(200, 4, 5, 1.5, 4)];
    const plain = probeAccuracy(fitProbe(fitted, 5), heldOut);
    expect(probeAccuracy(fitProbe(moved(fitted), 5), moved(heldOut))).toBe(plain);
  });

  it('hardly depends on the ridge, and is found where there are more channels than pictures', () => {
    const [fitted, heldOut] = [pictures(60, 100, 4, 2, 6), pictures(200, 100, 4, 2, 7)];
    for (const ridge of [0.001, 0.01, 0.1])
      expect(probeAccuracy(fitProbe(fitted, 4, ridge), heldOut)).toBeGreaterThan(0.95);
  });

  it('of what is no number has no accuracy', () => {
    const block = pictures(20, 3, 2, 1, 8);
    const broken = {
      ...block,
      values: Float32Array.from(block.values, (value, i) => (i === 5 ? Number.NaN : value)),
    };
    expect(probeAccuracy(fitProbe(broken, 2), block)).toBeNaN();
    expect(probeAccuracy(fitProbe(block, 2), broken)).toBeNaN();
  });
});

describe('a reader', () => {
  /** Far from zero beside how little they vary, and one that never moves. */
  const shifted = ({ channels, values, labels }: LabelledRepresentation) => ({
    channels,
    labels,
    values: values.map((value, i) => (i % channels === 2 ? 5 : 0.01 * value + 3 * (i % channels))),
  });

  it('scores raw features as its probe does, each picture 1 in all, and is as often right', () => {
    const [channels, classes] = [7, 5];
    const [fitted, heldOut] = [
      shifted(pictures(300, channels, classes, 1.5, 3)),
      shifted(pictures(200, channels, classes, 1.5, 4)),
    ];
    const probe = fitProbe(fitted, classes);
    const reader = readerOf('layer1.0', probe);
    expect(reader.name).toBe('layer1.0');
    let right = 0;
    for (let i = 0; i < heldOut.labels.length; i++) {
      const row = heldOut.values.subarray(i * channels, (i + 1) * channels);
      const scores = readerScores(reader, row);
      for (let k = 0; k < classes; k++) {
        const expected = row.reduce(
          (sum, value, c) =>
            c === 2
              ? sum
              : sum + (value - probe.means[c]!) * probe.factors[c]! * probe.weights[c * classes + k]!,
          probe.bias[k]!,
        );
        expect(Math.abs(scores[k]! - expected)).toBeLessThan(1e-4);
      }
      expect(scores.reduce((a, b) => a + b)).toBeCloseTo(1, 4);
      if (scores.indexOf(Math.max(...scores)) === heldOut.labels[i]) right++;
    }
    expect(right / heldOut.labels.length).toBe(probeAccuracy(probe, heldOut));
  });
});

it('a system that is not positive definite has no solution', () => {
  expect([...solveSymmetric(Float64Array.of(1, 2, 2, 1), 2, Float64Array.of(1, 1), 1)]).toEqual([
    Number.NaN,
    Number.NaN,
  ]);
});
