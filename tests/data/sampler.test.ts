/** The order of an epoch: one pass over everything, bounded by what has arrived, fixed by the seed. */
import { describe, expect, it } from 'vitest';
import { generatorFor, range, shuffle } from '../../src/data/random.ts';
import { arrivalsNeeded, epochOrder, shuffleWindow } from '../../src/data/sampler.ts';

const sizes = [1, 7, 999, 1000, 1001, 2000, 2500, 12_345, 50_000];
const arrivalOf = (size: number, seed = 5) => shuffle(range(size), generatorFor(seed, 'arrival'));
const isPass = (order: Int32Array) =>
  Int32Array.from(order)
    .sort()
    .every((picture, i) => picture === i);

describe('epochOrder', () => {
  it.each(sizes)('visits each of %i pictures once, in the first epoch and in later ones', (size) => {
    const arrivalOrder = arrivalOf(size);
    for (const epoch of [0, 1, 2]) {
      const order = epochOrder({ arrivalOrder, seed: 1, epoch });
      expect(order.length).toBe(size);
      expect(isPass(order)).toBe(true);
    }
  });

  it.each(sizes)('draws in the first epoch of %i pictures only what arrivalsNeeded asks for', (size) => {
    const arrivalOrder = arrivalOf(size);
    const arrivalAt = new Int32Array(size);
    arrivalOrder.forEach((picture, at) => {
      arrivalAt[picture] = at;
    });
    const order = epochOrder({ arrivalOrder, seed: 3, epoch: 0 });
    order.forEach((picture, position) => {
      const needed = arrivalsNeeded(position, size);
      if (!(arrivalAt[picture]! < needed))
        expect.fail(`position ${position} draws arrival ${arrivalAt[picture]}`);
      if (needed > Math.min(size, shuffleWindow + position + 1))
        expect.fail(`position ${position} waits too long`);
    });
  });

  it('lets the first thousand pictures be trained on when two shards are in', () => {
    expect(arrivalsNeeded(0, 50_000)).toBe(2000);
    expect(arrivalsNeeded(999, 50_000)).toBe(2000);
    expect(arrivalsNeeded(1000, 50_000)).toBe(3000);
    expect(arrivalsNeeded(49_999, 50_000)).toBe(50_000);
    expect(arrivalsNeeded(0, 300)).toBe(300);
  });

  it('is the same for the same seed and epoch, and differs between seeds and epochs', () => {
    const arrivalOrder = arrivalOf(3000);
    const order = (seed: number, epoch: number) => epochOrder({ arrivalOrder, seed, epoch }).join();
    for (const epoch of [0, 1]) expect(order(1, epoch)).toBe(order(1, epoch));
    expect(new Set([order(1, 0), order(2, 0), order(1, 1), order(2, 1), order(1, 2)]).size).toBe(5);
  });

  it('does not depend on the arrival after the first epoch', () => {
    const later = (seed: number) => epochOrder({ arrivalOrder: arrivalOf(3000, seed), seed: 1, epoch: 1 });
    expect(later(5)).toEqual(later(6));
  });

  it('puts every picture everywhere about equally often in a full shuffle', () => {
    const size = 20;
    const rounds = 4000;
    const counts = Array.from({ length: size }, () => new Float64Array(size));
    const arrivalOrder = range(size);
    for (let epoch = 1; epoch <= rounds; epoch++)
      epochOrder({ arrivalOrder, seed: 9, epoch }).forEach((picture, at) => {
        counts[at]![picture]!++;
      });
    const expected = rounds / size;
    const chiSquare = counts
      .flatMap((c) => [...c])
      .reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
    // 19·19 degrees of freedom: mean 361, standard deviation 27.
    expect(chiSquare).toBeGreaterThan(361 - 5 * 27);
    expect(chiSquare).toBeLessThan(361 + 5 * 27);
  });

  it('mixes the shards of the window in the first epoch', () => {
    const order = epochOrder({ arrivalOrder: range(5000), seed: 2, epoch: 0 });
    const early = order.subarray(0, 1000).filter((picture) => picture < 1000).length;
    expect(early).toBeGreaterThan(400);
    expect(early).toBeLessThan(600);
    // The rest of the first shard is spread over the positions that follow, thinning out.
    expect(order.subarray(1000, 2000).some((picture) => picture < 1000)).toBe(true);
  });
});

describe('generatorFor', () => {
  it('gives neighbouring coordinates unrelated numbers', () => {
    const first = (...at: number[]) => generatorFor(1, 'augmentation', ...at).next();
    const draws = new Set<number>();
    for (let epoch = 0; epoch < 20; epoch++)
      for (let picture = 0; picture < 500; picture++) draws.add(first(epoch, picture));
    // 10,000 of 2³² values: a chance meeting is rare (0.012 expected).
    expect(draws.size).toBeGreaterThan(9997);
    expect(generatorFor(1, 'order', 0, 0).next()).not.toBe(first(0, 0));
    expect(
      generatorFor(0, 'order', 0)
        .getState()
        .some((word) => word !== 0),
    ).toBe(true);
  });
});
