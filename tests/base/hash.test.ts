import { afterEach, describe, expect, it, vi } from 'vitest';
import { scramble } from '../../src/base/hash.ts';
import { sha256Of } from '../../src/base/node/hash.ts';
import { sha256, sha256Hex } from '../../src/base/sha256.ts';
import { range } from '../../src/webgpu/kernel.ts';
import { randomNumbers } from '../nn/numbers.ts';

afterEach(() => vi.unstubAllGlobals());

describe('SHA-256', () => {
  const abc = new TextEncoder().encode('abc');
  // FIPS 180-2, appendix B.1.
  const hash = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

  it('is the standard one, with cryptography of the platform and without', async () => {
    expect(await sha256Hex(abc)).toBe(hash);
    vi.stubGlobal('crypto', {});
    expect(await sha256Hex(abc)).toBe(hash);
  });

  it('is the same by our own code for every length around a block, and for a large file', () => {
    const draw = randomNumbers(3);
    for (const length of [...range(140), 1_000_003]) {
      const bytes = Uint8Array.from({ length }, () => 256 * draw());
      expect(Buffer.from(sha256(bytes)).toString('hex'), `${length} bytes`).toBe(sha256Of(bytes));
    }
  });
});

describe('the finaliser of MurmurHash3', () => {
  it('gives the numbers that names of runs and generators have been made of so far', () => {
    expect([0, 1, 2, -1, 0x9e3779b9].map(scramble)).toEqual([
      0, 1364076727, 821347078, -2114883783, -1832243442,
    ]);
  });

  it('lets each bit of the input move about half of the bits of the result', () => {
    for (let bit = 0; bit < 32; bit++) {
      let moved = 0;
      for (let x = 0; x < 200; x++)
        for (
          let rest = scramble(x * 2654435) ^ scramble((x * 2654435) ^ (1 << bit));
          rest !== 0;
          rest &= rest - 1
        )
          moved++;
      expect(moved / 200).toBeGreaterThan(14);
      expect(moved / 200).toBeLessThan(18);
    }
  });
});
