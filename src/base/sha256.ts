/**
 * SHA-256 (FIPS 180-4) to check files: by the platform, in browser, worker and Node alike; by our own code on a page from an insecure
 * address, where browsers offer no cryptography.
 */

const rounds = 64;

/** The first 32 bits of what follows the point in a number. */
const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
  return primes;
}
const primes = firstPrimes(rounds);
const constants = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const initial = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));

const rotate = (x: number, bits: number): number => (x >>> bits) | (x << (32 - bits));

/** The bytes, a one, zeros up to a whole block, and the number of bits in the last eight bytes. */
function padded(bytes: Uint8Array): DataView {
  const length = 64 * Math.ceil((bytes.length + 9) / 64);
  const all = new Uint8Array(length);
  all.set(bytes);
  all[bytes.length] = 0x80;
  const view = new DataView(all.buffer);
  view.setBigUint64(length - 8, 8n * BigInt(bytes.length));
  return view;
}

/** Adds a block of 64 bytes to the state. @param w 64 words, for its use alone. */
function addBlock(state: Int32Array, view: DataView, start: number, w: Int32Array): void {
  for (let i = 0; i < 16; i++) w[i] = view.getInt32(start + 4 * i);
  for (let i = 16; i < rounds; i++) {
    const [early, late] = [w[i - 15]!, w[i - 2]!];
    const s0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const s1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    w[i] = w[i - 16]! + s0 + w[i - 7]! + s1;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < rounds; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = h + s1 + ((e & f) ^ (~e & g)) + constants[i]! + w[i]!;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  for (const [i, word] of [a, b, c, d, e, f, g, h].entries()) state[i]! += word;
}

/** The 32 bytes of the hash, by our own code. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes);
  const state = Int32Array.from(initial);
  const words = new Int32Array(rounds);
  for (let start = 0; start < view.byteLength; start += 64) addBlock(state, view, start, words);
  const hash = new DataView(new ArrayBuffer(32));
  for (const [i, word] of state.entries()) hash.setInt32(4 * i, word);
  return new Uint8Array(hash.buffer);
}

/** 64 lower-case hexadecimal digits. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  const digest = subtle
    ? // The cast says that these bytes lie in no shared memory, which `digest` would refuse.
      new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>))
    : sha256(bytes);
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
