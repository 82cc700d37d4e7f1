/** The price of a block, counted and with its interval. */
import { describe, expect, it } from 'vitest';
import { isLost, joinedPair, nothingCounted, type Pair, pairOf, priceOf } from '../../src/training/price.ts';

/** Logits of three classes that name a class each. */
const naming = (...classes: number[]): Float32Array =>
  Float32Array.from(classes.flatMap((c) => [0, 1, 2].map((k) => (k === c ? 2 : -1))));

describe('two networks on the same pictures', () => {
  it('are counted by what one of them gets right and the other does not', () => {
    const pair = pairOf([0, 1, 2, 1, 0], naming(0, 1, 2, 0, 1), naming(0, 2, 1, 1, 1));
    expect(pair).toEqual({ pictures: 5, whole: 3, lost: 2, won: 1 });
    expect(priceOf(pair)).toMatchObject({ loss: 0.2, whole: 0.6, without: 0.4, pictures: 5 });
    expect(joinedPair(pair, pair)).toEqual({ pictures: 10, whole: 6, lost: 4, won: 2 });
    expect(priceOf(nothingCounted)).toBeUndefined();
  });

  it('get nothing right by logits that are no numbers', () => {
    const broken = new Float32Array(6).fill(Number.NaN);
    expect(pairOf([0, 1], naming(0, 1), broken)).toEqual({ pictures: 2, whole: 2, lost: 2, won: 0 });
  });
});

it('tells a network that only guesses without a block, unless it does so with it', () => {
  const lost = (pair: Omit<Pair, 'won'>) => {
    const price = priceOf({ ...pair, won: 0 });
    return price && isLost(price, 10);
  };
  // 10 right of 100 are a guess, 16 of them may be one, 17 are none.
  expect(lost({ pictures: 100, whole: 60, lost: 50 })).toBe(true);
  expect(lost({ pictures: 100, whole: 60, lost: 45 })).toBe(true);
  expect(lost({ pictures: 100, whole: 60, lost: 43 })).toBe(false);
  expect(lost({ pictures: 1000, whole: 600, lost: 450 })).toBe(false);
  expect(lost({ pictures: 100, whole: 12, lost: 5 })).toBe(false);
});

describe('the interval', () => {
  it('is that of Agresti and Min for paired shares', () => {
    // By hand: (25.5 - 5.5) / 102, and its deviation.
    const [b, c] = [25.5 / 102, 5.5 / 102];
    const margin = 1.96 * Math.sqrt((b + c - (b - c) ** 2) / 102);
    expect(priceOf({ pictures: 100, whole: 80, lost: 25, won: 5 })?.margin).toBeCloseTo(margin, 12);
  });

  it('is there where no picture tells the two apart, and narrows with pictures', () => {
    const margin = (pictures: number) => priceOf({ pictures, whole: pictures, lost: 0, won: 0 })?.margin ?? 0;
    expect(margin(250)).toBeGreaterThan(0.005);
    expect(margin(1000)).toBeLessThan(margin(250) / 2);
  });

  it('holds the true difference in about 95 of 100 draws', () => {
    let seed = 7;
    const draw = () => {
      seed = (1664525 * seed + 1013904223) % 2 ** 32;
      return seed / 2 ** 32;
    };
    let held = 0;
    for (let i = 0; i < 2000; i++) {
      let [lost, won] = [0, 0];
      for (let picture = 0; picture < 250; picture++) {
        const at = draw();
        if (at < 0.12) lost++;
        else if (at < 0.16) won++;
      }
      const { loss, margin } = priceOf({ pictures: 250, whole: 200, lost, won }) ?? { loss: 0, margin: 0 };
      if (Math.abs(loss - 0.08) <= margin) held++;
    }
    expect(held / 2000).toBeGreaterThan(0.935);
    expect(held / 2000).toBeLessThan(0.97);
  });
});
