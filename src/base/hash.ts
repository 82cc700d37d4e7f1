/** Hashes that more than one room needs: SHA-256 to check files, and a mix of 32 bits to make numbers out of numbers. */

/**
 * SHA-256 by the platform, in browser, worker and Node alike.
 * @returns 64 lower-case hexadecimal digits; undefined on a page from an insecure address, where browsers offer no cryptography.
 */
export async function sha256Hex(bytes: Uint8Array): Promise<string | undefined> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle) return undefined;
  // The cast says that these bytes lie in no shared memory, which `digest` would refuse.
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

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
