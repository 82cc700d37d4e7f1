/** Checksums against those of python-xxhash 4.1.0, at lengths around words of four bytes and stripes of sixteen. */
import { expect, it } from 'vitest';
import { xxh32 } from '../../src/base/xxh32.ts';

const bytes = Uint8Array.from({ length: 101 }, (_, i) => (7 * i + 3) % 256);
const known: readonly (readonly [length: number, unseeded: number, seeded: number])[] = [
  [0, 0x2cc5d05, 0x36b78ae7],
  [1, 0x21ae663a, 0x99bafee8],
  [3, 0xcd3d2242, 0x51c57254],
  [4, 0x725479f2, 0xf9528875],
  [7, 0xf3a90eb0, 0x4f947b46],
  [15, 0x82d3c84d, 0x321e160f],
  [16, 0x8845547d, 0xd392828c],
  [17, 0x450e5f84, 0x65172c35],
  [31, 0x1f73d3c7, 0x54462da7],
  [32, 0xe988ccb7, 0x9537b9d6],
  [33, 0x94f536d5, 0x9527373f],
  [64, 0xecd2ac44, 0x5049438a],
  [101, 0xc9d6eea, 0xd9f2962],
];

it.each(known)('XXH32 of %i bytes', (length, unseeded, seeded) => {
  expect(xxh32(bytes.subarray(0, length))).toBe(unseeded);
  expect(xxh32(bytes.subarray(0, length), 0x9e3779b1)).toBe(seeded);
});

it('does not depend on where the bytes lie in memory', () => {
  const shifted = new Uint8Array(104);
  shifted.set(bytes, 3);
  expect(xxh32(shifted.subarray(3, 104))).toBe(0xc9d6eea);
});
