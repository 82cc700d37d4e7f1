/** Halves (IEEE 754 binary16) in plain arithmetic: what the engine's packed halves are compared with. */
import { expect } from 'vitest';

const smallestExponent = -14;
const largestHalf = 65_504;

/** Rounds a whole or broken number to a whole one, to even where two are equally near. */
function toEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}

/** The nearest half, to even where two are equally near; infinity beyond the largest. */
function nearestHalf(value: number): number {
  const size = Math.abs(value);
  if (!(size > 0) || size === Number.POSITIVE_INFINITY) return value;
  const exponent = Math.max(smallestExponent, Math.floor(Math.log2(size)));
  const ulp = 2 ** (exponent - 10);
  const rounded = toEven(size / ulp) * ulp;
  return Math.sign(value) * (rounded > largestHalf ? Number.POSITIVE_INFINITY : rounded);
}

export const nearestHalves = (values: ArrayLike<number>): Float32Array =>
  Float32Array.from(values, nearestHalf);

function halfBits(value: number): number {
  const half = nearestHalf(value);
  const sign = half < 0 || Object.is(half, -0) ? 0x8000 : 0;
  const size = Math.abs(half);
  if (Number.isNaN(half)) return 0x7e00;
  if (size === Number.POSITIVE_INFINITY) return sign | 0x7c00;
  if (size < 2 ** smallestExponent) return sign | (size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  return sign | ((exponent + 15) << 10) | ((size / 2 ** exponent - 1) * 1024);
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Two halves a word, the first in the low bits. */
export function toHalves(values: ArrayLike<number>): Uint32Array {
  const halves = Uint16Array.from(values, halfBits);
  return new Uint32Array(halves.buffer);
}

export const fromHalves = (words: Uint32Array): Float32Array =>
  Float32Array.from(new Uint16Array(words.buffer, words.byteOffset, 2 * words.length), halfValue);

/**
 * Whether results stored as halves are as near as halves can be: half a unit in the last place of each, and the error of
 * sums in float32, measured against the largest.
 */
export function expectHalves(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what: string,
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  const largest = Array.from(expected).reduce((most, e) => Math.max(most, Math.abs(e)), 0);
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const e = expected[i] ?? Number.NaN;
    const allowed = Math.max(2 ** -11 * Math.abs(e), 2 ** -25) + tolerance * largest;
    // Math.max passes NaN on, so that it cannot slip through.
    worst = Math.max(worst, Math.abs((actual[i] ?? Number.NaN) - e) / allowed);
  }
  expect(worst, `${what}: error in parts of what is allowed`).toBeLessThanOrEqual(1);
}
