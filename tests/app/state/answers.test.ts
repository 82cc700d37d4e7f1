/** How the answers of a network are read. */
import { describe, expect, it } from 'vitest';
import { topOf, verdictsOf } from '../../../src/app/state/answers.ts';

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
