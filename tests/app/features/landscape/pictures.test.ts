/** On how many pictures a landscape can be measured. */
import { expect, it } from 'vitest';
import { pictureCounts } from '../../../../src/app/features/landscape/pictures.ts';

it.each([
  [3, [3]],
  [64, [64]],
  [65, [64, 65]],
  [300, [64, 256, 300]],
  [1000, [64, 256, 1000]],
  [50_000, [64, 256, 1000]],
])('of %i pictures a person can choose', (images, counts) => {
  expect(pictureCounts(images)).toEqual(counts);
});
