import { expect, it } from 'vitest';
import { accuracyInterval, fewPicturesText } from '../../src/training/accuracyInterval.ts';

/** As SciPy has them: `binomtest(right, pictures).proportion_ci(method="wilson")`. */
it.each([
  [25, 30, 0.664356, 0.926635],
  [0, 10, 0, 0.277533],
  [10, 10, 0.722467, 1],
  [1, 2, 0.094531, 0.905469],
  [270, 300, 0.860834, 0.929052],
])('%i right of %i', (right, pictures, low, high) => {
  const interval = accuracyInterval(right / pictures, pictures)!;
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

it('says nothing of many pictures, nor of none', () => {
  expect(accuracyInterval(0.5, 999)).toBeDefined();
  expect(accuracyInterval(0.5, 1000)).toBeUndefined();
  expect(accuracyInterval(Number.NaN, 30)).toBeUndefined();
  expect(accuracyInterval(0.5, 0)).toBeUndefined();
  expect(fewPicturesText(0.5, 10_000)).toBeUndefined();
  expect(fewPicturesText(25 / 30, 30)).toBe(
    'Only 30 test pictures tell of 83.3 %: its 95 % interval is 66.4 % to 92.7 %.',
  );
});
