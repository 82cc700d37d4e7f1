/** A mix of 32 bits to make numbers out of numbers, which more than one room needs. */

/**
 * The 32-bit finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of `x` moves every bit of the result.
 * @returns A signed 32-bit whole number.
 */
export function scramble(x: number): number {
  let h = x;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
