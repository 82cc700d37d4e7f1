/** Columns that a text takes in a terminal. */
import { expect, it } from 'vitest';
import { displayWidth, padded } from '../../src/cli/displayWidth.ts';

it.each([
  ['cat', 3],
  ['猫', 2],
  ['猫 and 狗', 9],
  ['고양이', 6],
  ['é', 1],
  ['e\u0301', 1],
  ['🐱', 2],
  ['👩‍🚀', 2],
  ['', 0],
])('%s takes %i', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

it('pads by columns', () => {
  expect(padded('猫', 4)).toBe('猫  ');
  expect(padded('long', 2)).toBe('long');
});
