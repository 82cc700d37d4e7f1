/** Floats that are no numbers are counted, whatever their bits, and no others. */
import { expect, it } from 'vitest';
import { countNotFinite } from '../../src/base/finite.ts';

const bits = (...words: readonly number[]) => new Float32Array(Uint32Array.from(words).buffer);

it('counts NaN of every kind and infinities of both signs', () => {
  const nans = bits(0x7fc00000, 0xffc00000, 0x7f800001, 0xffffffff);
  expect([...nans].every(Number.isNaN)).toBe(true);
  expect(countNotFinite(nans)).toBe(4);
  expect(countNotFinite(Float32Array.of(1, Number.POSITIVE_INFINITY, 2, Number.NEGATIVE_INFINITY))).toBe(2);
});

it('counts no number: zeros, the smallest, the largest', () => {
  const numbers = bits(0, 0x80000000, 1, 0x807fffff, 0x00800000, 0x7f7fffff, 0xff7fffff, 0x3f800000);
  expect(countNotFinite(numbers)).toBe(0);
  expect(countNotFinite(new Float32Array(0))).toBe(0);
});

it('looks at the part that a view shows', () => {
  const all = Float32Array.of(Number.NaN, 1, Number.NaN, 2, Number.NaN);
  expect(countNotFinite(all.subarray(1, 4))).toBe(1);
});
