import { describe, expect, it } from 'vitest';
import { type GridShape, placeAfterKey } from '../../../src/app/ui/gridKeys.ts';

/** 0 1 2 / 3 4 5 / 6 7 */
const shape = { columns: 3, count: 8 };
const from = (at: number, keys: string, grid: GridShape = shape) =>
  keys.split(' ').map((name) => {
    const [key = '', modifier] = name.split('+').toReversed();
    return placeAfterKey(
      { key, ctrlKey: modifier === 'Control', metaKey: modifier === 'Meta', altKey: modifier === 'Alt' },
      at,
      grid,
    );
  });

describe('keys in rows and columns', () => {
  it('lead to neighbours, and to the ends of the row', () => {
    expect(from(4, 'ArrowLeft ArrowRight ArrowUp ArrowDown Home End')).toEqual([3, 5, 1, 7, 3, 5]);
    expect(from(7, 'Home End')).toEqual([6, 7]);
  });

  it('stay where there is nothing on that side, and go to the last place above a gap', () => {
    expect(from(3, 'ArrowLeft')).toEqual([3]);
    expect(from(2, 'ArrowRight ArrowUp')).toEqual([2, 2]);
    expect(from(7, 'ArrowRight ArrowDown')).toEqual([7, 7]);
    expect(from(5, 'ArrowDown')).toEqual([7]);
  });

  it('go on in the next row of a list that is broken into rows', () => {
    const list = { ...shape, flows: true };
    expect(from(3, 'ArrowLeft', list)).toEqual([2]);
    expect(from(2, 'ArrowRight', list)).toEqual([3]);
    expect([...from(0, 'ArrowLeft', list), ...from(7, 'ArrowRight', list)]).toEqual([0, 7]);
  });

  it('with Control lead to the first and the last of all', () => {
    expect(from(4, 'Control+Home Control+End Meta+Home Meta+End')).toEqual([0, 7, 0, 7]);
  });

  it('are left to the browser where they are its own', () => {
    expect(from(4, 'Alt+ArrowLeft Control+ArrowRight Alt+Home Enter a')).toEqual(
      Array.from({ length: 5 }, () => undefined),
    );
    expect(from(0, 'ArrowDown', { columns: 3, count: 0 })).toEqual([undefined]);
  });
});
