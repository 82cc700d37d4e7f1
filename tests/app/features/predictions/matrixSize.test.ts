/** How many classes the confusion matrix has room for. */
import { describe, expect, it } from 'vitest';
import { matrixSize, turnedHead, withHead } from '../../../../src/app/features/predictions/matrixSize.ts';

describe('the size of the matrix', () => {
  it('holds all classes as long as their heads have room, on a phone and beside the list', () => {
    expect(matrixSize(600, 2, 40)).toEqual({ head: 48, classes: 2, cell: 38 });
    expect(matrixSize(600, 10, 40)).toMatchObject({ classes: 10, cell: 38 });
    expect(matrixSize(600, 37, 40)).toMatchObject({ classes: 37, cell: 14 });
    expect(matrixSize(330, 10, 40)).toMatchObject({ classes: 10, cell: 28 });
    expect(matrixSize(330, 37, 40)).toMatchObject({ classes: 12, cell: 21 });
    expect(matrixSize(600, 300, 40)).toMatchObject({ classes: 20 });
  });

  it.each([120, 330, 600, 1000])('is within %i pixels, but for a matrix of six', (width) => {
    for (const classes of [2, 3, 10, 37, 257, 1000])
      for (const longest of [10, 400]) {
        const size = matrixSize(width, classes, longest);
        expect(size.cell).toBeGreaterThanOrEqual(12);
        const columns = size.classes + (size.classes < classes ? 1 : 0);
        if (size.classes > 6) expect(size.head + columns * size.cell).toBeLessThanOrEqual(width);
      }
  });

  it('has heads as wide as the names that are shown, and turned ones no higher than leaves the rows in view', () => {
    const size = withHead(matrixSize(600, 300, 400), 600, 21, 40);
    expect(size).toMatchObject({ head: 48, cell: 26 });
    expect(turnedHead(size)).toBe(48);
    expect(turnedHead(matrixSize(600, 300, 400))).toBeLessThan(100);
  });
});
