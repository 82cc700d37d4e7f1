import { afterEach, describe, expect, it, vi } from 'vitest';
import { scramble, sha256Hex } from '../../src/base/hash.ts';

afterEach(() => vi.unstubAllGlobals());

describe('SHA-256', () => {
  it('is the standard one, and nothing where the platform has no cryptography', async () => {
    const abc = new TextEncoder().encode('abc');
    // FIPS 180-2, appendix B.1.
    expect(await sha256Hex(abc)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    vi.stubGlobal('crypto', {});
    expect(await sha256Hex(abc)).toBeUndefined();
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
