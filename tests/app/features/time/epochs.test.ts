/** The places of the slider of epochs. */
import { expect, it } from 'vitest';
import { aheadOf, epochAt, placeAfter } from '../../../../src/app/features/time/epochs.ts';

const epochs = [1, 2, 5, 9];

it('every place is the epoch of a frame, and the last one follows the run', () => {
  expect([0, 1, 2, 3].map((place) => epochAt(epochs, place))).toEqual([1, 2, 5, undefined]);
  expect(epochAt(epochs, -1)).toBe(1);
  expect(epochAt(epochs, 7)).toBeUndefined();
});

it('a step leads from the newest to the first', () => {
  expect([0, 2, 3].map((place) => placeAfter(epochs, place))).toEqual([1, 3, 0]);
});

it('the frames around a place are read ahead, the nearest last, and no more than stay in memory', () => {
  expect(aheadOf(epochs, 1)).toEqual([9, 5, 1, 2]);
  const many = Array.from({ length: 200 }, (_, i) => i + 1);
  const ahead = aheadOf(many, 99);
  expect(ahead).toHaveLength(24);
  expect(ahead.at(-1)).toBe(100);
  expect(Math.min(...ahead)).toBeGreaterThanOrEqual(88);
});
