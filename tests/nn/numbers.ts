/** Seeded test data and comparison of tensors by the largest error. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { expect } from 'vitest';

export type Draw = () => number;

/** Uniform in −1…1. */
export function randomNumbers(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return () => 2 * uniformFloat64(generator) - 1;
}

/** Values that float32 holds exactly, so that both sides start from the same numbers. */
export const randomArray = (length: number, draw: Draw, scale = 1, centre = 0): Float32Array =>
  Float32Array.from({ length }, () => centre + scale * draw());

/** Largest difference over the largest value. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let difference = 0;
  let size = 0;
  for (let i = 0; i < expected.length; i++) {
    const e = expected[i] ?? Number.NaN;
    const d = Math.abs((actual[i] ?? Number.NaN) - e);
    // Math.max passes NaN on, so that it cannot slip through.
    difference = Math.max(difference, d);
    size = Math.max(size, Math.abs(e));
  }
  return difference === 0 ? 0 : difference / size;
}

export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  expect(relativeError(actual, expected), `${what}: relative error`).toBeLessThan(tolerance);
}
