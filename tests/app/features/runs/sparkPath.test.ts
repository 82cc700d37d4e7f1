/** The line of test accuracies in a row of the list. */
import { expect, it } from 'vitest';
import { height, pathOf, width } from '../../../../src/app/features/runs/sparkPath.ts';

it('goes from left to right, from 0 at the bottom to 1 at the top', () => {
  expect(pathOf([0, 0.5, 1])).toBe(`M0,${height}L${width / 2},${height / 2}L${width},0`);
});
it('is a dot for one epoch, and nothing for none', () => {
  expect(pathOf([1])).toBe('M0,0L0,0');
  expect(pathOf([])).toBe('');
});
it('leaves out what is not finite', () => {
  expect(pathOf([0, Number.NaN, 1])).toBe(`M0,${height}L${width},0`);
  expect(pathOf([Number.NaN])).toBe('');
});
it('has few points however many epochs there were, the first and the last among them', () => {
  const path = pathOf(Array.from({ length: 1000 }, (_, i) => i / 999));
  expect(path.split('L')).toHaveLength(32);
  expect(path.startsWith(`M0,${height}`)).toBe(true);
  expect(path.endsWith(`${width},0`)).toBe(true);
});
