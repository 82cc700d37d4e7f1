/** Linear probes against plain ridge regression, and what they must and must not depend on. */
import { describe, expect, it } from 'vitest';
import { atOnce } from '../../src/base/slices.ts';
import { solvingSymmetric } from '../../src/training/matrices.ts';
import {
  fitProbe,
  fittingProbe,
  type LabelledRepresentation,
  probeAccuracy,
  probeWork,
  readerOf,
  readerScores,
} from '../../src/training/probes.ts';
import { randomArray, randomNumbers } from '../nn/numbers.ts';
import { ridgeReference } from './ridgeReference.ts';

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

describe('a probe', () => {
  it.each([
    ['by channels', 37, 5],
    ['by pictures', 13, 21],
  ])('is the minimum of squares and ridge, %s, as elimination finds it', (_, n, channels) => {
    const [classes, ridge] = [3, 0.3];
    const block = pictures(n, channels, classes, 1, 5);
    const { weights, means, factors, bias } = fitProbe(block, classes, ridge);
    const expected = ridgeReference(block, classes, ridge);
    for (let c = 0; c < channels; c++) {
      expect(means[c]).toBeCloseTo(expected.means[c]!, 6);
      expect(factors[c]).toBeCloseTo(1 / expected.deviations[c]!, 5);
      for (let k = 0; k < classes; k++)
        expect(weights[c * classes + k]).toBeCloseTo(expected.weights[k]![c]!, 8);
    }
    expected.bias.forEach((value, k) => void expect(bias[k]).toBeCloseTo(value, 10));
  });

  it('is fitted in slices of a few million multiplications', () => {
    const block = pictures(300, 400, 3, 1, 5);
    const work = fittingProbe(block, 3);
    let slices = 1;
    while (!work.next().done) slices++;
    expect(slices).toBeGreaterThan(probeWork(400, 300, 3) / 2 ** 22);
    expect(probeWork(400, 300, 7)).toBe(300 ** 2 * (200 + 50) + 7 * 300 * (400 + 300));
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
  expect([...atOnce(solvingSymmetric(Float64Array.of(1, 2, 2, 1), 2, Float64Array.of(1, 1), 1))]).toEqual([
    Number.NaN,
    Number.NaN,
  ]);
});
