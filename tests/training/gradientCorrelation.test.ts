/** How alike gradients are: of vectors whose cosines are known, pair by pair. */
import { describe, expect, it } from 'vitest';
import { correlatedBlocks, meanCosine } from '../../src/training/gradientCorrelation.ts';

const maps = (...pictures: number[][]) => ({
  height: 1,
  width: 1,
  channels: pictures[0]?.length ?? 0,
  values: Float32Array.from(pictures.flat()),
});

describe('the mean cosine', () => {
  it('is 1 of what points one way, 0 of what is at right angles, −1 of opposites, whatever their lengths', () => {
    expect(meanCosine(maps([1, 2, 3], [2, 4, 6], [0.1, 0.2, 0.3]))).toBeCloseTo(1, 6);
    expect(meanCosine(maps([1, 0, 0], [0, 5, 0], [0, 0, 0.01]))).toBeCloseTo(0, 6);
    expect(meanCosine(maps([1, 1], [-3, -3]))).toBeCloseTo(-1, 6);
  });

  it('is that of all pairs, one by one', () => {
    const pictures = Array.from({ length: 5 }, (_, n) =>
      Array.from({ length: 7 }, (_, i) => Math.sin(3 * n + i * (n + 1)) + 0.3),
    );
    const dot = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + v * (b[i] as number), 0);
    const cosine = (a: number[], b: number[]) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
    const pairs = pictures.flatMap((a, i) => pictures.slice(i + 1).map((b) => cosine(a, b)));
    const mean = pairs.reduce((sum, v) => sum + v, 0) / pairs.length;
    expect(meanCosine(maps(...pictures))).toBeCloseTo(mean, 6);
  });

  it('leaves out pictures that no gradient reaches, and is no number where fewer than two are left', () => {
    expect(meanCosine(maps([0, 0], [1, 0], [1, 1]))).toBeCloseTo(Math.SQRT1_2, 6);
    expect(meanCosine(maps([0, 0], [1, 0]))).toBeNaN();
  });
});

it('blocks are looked at evenly, the first and the last among them', () => {
  const names = Array.from({ length: 28 }, (_, i) => `block ${i}`);
  const chosen = correlatedBlocks(names);
  expect(chosen).toHaveLength(12);
  expect([chosen[0], chosen.at(-1)]).toEqual(['block 0', 'block 27']);
  expect(new Set(chosen).size).toBe(12);
  expect(correlatedBlocks(names.slice(0, 3))).toEqual(names.slice(0, 3));
  expect(correlatedBlocks(['stem'])).toEqual(['stem']);
});
