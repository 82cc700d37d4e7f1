/** Halves (IEEE 754 binary16) that come from the device, as floats. */

const fractionBits = 10;

function halfValue(bits: number): number {
  const exponent = (bits >> fractionBits) & 31;
  const fraction = (bits & 1023) / 1024;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 31) return fraction > 0 ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -14 : sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** Two halves a word, the first in the low bits. */
export const floatsOfHalves = (words: ArrayBuffer): Float32Array =>
  Float32Array.from(new Uint16Array(words), halfValue);
