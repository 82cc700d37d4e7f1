/**
 * XXH32, a checksum of 32 bits at the speed of memory, by its specification (Yann Collet, doc/xxhash_spec.md of
 * github.com/Cyan4973/xxHash). Against accidents, not against forgers: any damage within one word of 32 bits changes it
 * for certain, any other but for one in four billion.
 */

const prime1 = 0x9e3779b1;
const prime2 = 0x85ebca77;
const prime3 = 0xc2b2ae3d;
const prime4 = 0x27d4eb2f;
const prime5 = 0x165667b1;

const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** Whole words of four, on which four lanes work side by side. Platforms of browsers and Node are little-endian. */
function wordsOf(bytes: Uint8Array, count: number): Int32Array {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes);
  return new Int32Array(aligned.buffer, aligned.byteOffset, count);
}

/** @returns A whole number of 32 bits from 0. */
export function xxh32(bytes: Uint8Array, seed = 0): number {
  const words = wordsOf(bytes, Math.floor(bytes.length / 4));
  let at = 0;
  let h: number;
  if (bytes.length >= 16) {
    let a = (seed + prime1 + prime2) | 0;
    let b = (seed + prime2) | 0;
    let c = seed | 0;
    let d = (seed - prime1) | 0;
    for (; at + 4 <= words.length; at += 4) {
      a = Math.imul(rotate((a + Math.imul(words[at]!, prime2)) | 0, 13), prime1);
      b = Math.imul(rotate((b + Math.imul(words[at + 1]!, prime2)) | 0, 13), prime1);
      c = Math.imul(rotate((c + Math.imul(words[at + 2]!, prime2)) | 0, 13), prime1);
      d = Math.imul(rotate((d + Math.imul(words[at + 3]!, prime2)) | 0, 13), prime1);
    }
    h = (rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18)) | 0;
  } else h = (seed + prime5) | 0;
  h = (h + bytes.length) | 0;
  for (; at < words.length; at++) h = Math.imul(rotate((h + Math.imul(words[at]!, prime3)) | 0, 17), prime4);
  for (let i = 4 * words.length; i < bytes.length; i++)
    h = Math.imul(rotate((h + Math.imul(bytes[i]!, prime5)) | 0, 11), prime1);
  h = Math.imul(h ^ (h >>> 15), prime2);
  h = Math.imul(h ^ (h >>> 13), prime3);
  return (h ^ (h >>> 16)) >>> 0;
}
