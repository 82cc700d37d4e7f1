/**
 * Random number generators by coordinates. Every purpose, epoch and picture has a generator of its own, made from the
 * run's seed, so any step can be computed without replaying those before it: resuming needs no generator state.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { scramble } from '../base/hash.ts';

/** What the numbers are for; two purposes never share a stream. Numbers are part of what a seed means: do not renumber. */
export const purposes = { arrival: 1, order: 2, augmentation: 3, depth: 4, own: 5 } as const;
export type Purpose = keyof typeof purposes;

/** A xoroshiro128+ generator whose whole 128-bit state depends on the seed, the purpose and the coordinates. */
export function generatorFor(seed: number, purpose: Purpose, ...coordinates: number[]): RandomGenerator {
  const words = [seed, purposes[purpose], ...coordinates];
  const lane = (start: number) => {
    let h = start;
    // The golden ratio's bits keep zeros from being a fixed point.
    for (const word of words) h = scramble((h ^ scramble((word | 0) + 0x9e3779b9)) + 0x9e3779b9);
    return h;
  };
  return xoroshiro128plusFromState([lane(1), lane(2), lane(3), lane(4)]);
}

/** Shuffles in place, every order equally likely (Fisher and Yates). */
export function shuffle(list: Int32Array, rng: RandomGenerator): Int32Array {
  for (let i = list.length - 1; i > 0; i--) {
    const j = uniformInt(rng, 0, i);
    const swapped = list[i] as number;
    list[i] = list[j] as number;
    list[j] = swapped;
  }
  return list;
}

/** 0, 1, 2 … n−1. */
export const range = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);

export { uniformInt };
