/** How the answers of a network are read. */
import { describe, expect, it } from 'vitest';
import { toldClasses, topOf, verdictsOf } from '../../../src/app/state/answers.ts';

const samples = [
  { index: 4, label: 2 },
  { index: 9, label: 0 },
];

describe('answers about the sample pictures', () => {
  it('are led by the most probable class, the first of equals', () => {
    expect(topOf([0.1, 0.2, 0.7])).toBe(2);
    expect(topOf([0.4, 0.4, 0.2])).toBe(0);
    expect(topOf([])).toBe(-1);
  });

  it('are right where that class is the label', () => {
    const probabilities = [
      [0.1, 0.2, 0.7],
      [0.1, 0.6, 0.3],
    ];
    expect(verdictsOf(samples, { probabilities })).toEqual([true, false]);
    expect(verdictsOf(samples, undefined)).toEqual([]);
  });
});

describe('the classes beside the network', () => {
  /** As likely as their number, but for rounding. */
  const rising = (classes: number) =>
    Array.from({ length: classes }, (_, i) => (2 * i) / (classes * (classes - 1)));

  it.each([2, 3, 10])('are all of %i in their order, whatever is said', (classes) => {
    const all = Array.from({ length: classes }, (_, i) => i);
    expect(toldClasses(classes, undefined, 1).places).toEqual(all);
    expect(toldClasses(classes, rising(classes), 0)).toEqual({ places: all, others: 0, share: undefined });
  });

  it.each([11, 257, 1000])(
    'are the likeliest of %i and the right one, and what is left for all others',
    (classes) => {
      const shares = rising(classes);
      const likeliest = Array.from({ length: 9 }, (_, i) => classes - 1 - i);
      const told = toldClasses(classes, shares, classes - 2);
      expect(told.places).toEqual(likeliest);
      expect(told.others).toBe(classes - 9);
      const sum = (places: readonly number[]) =>
        places.reduce((total, place) => total + (shares[place] ?? 0), 0);
      expect(told.share).toBeCloseTo(1 - sum(likeliest), 10);
      expect(toldClasses(classes, shares, 0).places).toEqual([...likeliest.slice(0, 8), 0]);
      expect(toldClasses(classes, shares, undefined).places).toEqual(likeliest);
    },
  );

  it('are the first ones, and the right one, before anything is said', () => {
    expect(toldClasses(300, undefined, 41)).toEqual({
      places: [0, 1, 2, 3, 4, 5, 6, 7, 41],
      others: 291,
      share: undefined,
    });
    expect(toldClasses(300, undefined, undefined).places).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });
});
