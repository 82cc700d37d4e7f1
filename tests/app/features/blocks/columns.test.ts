/** What one would say of a picture behind every block: scores of readers by hand, and the network's own answer. */
import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  mostRows,
  rowsOf,
  settledAt,
} from '../../../../src/app/features/blocks/picture/columns.ts';

const reader = (name: string, weights: readonly number[], bias = [0, 0, 0]) => ({
  name,
  weights: Float32Array.from(weights),
  bias: Float32Array.from(bias),
});
const pooled = (block: string, values: readonly number[]) => ({
  block,
  channels: values.length,
  values: Float32Array.from(values),
});
const logits = Float32Array.from([0, Math.log(3), 0]);

describe('the columns of a picture', () => {
  it('are the scores of each block between 0 and 1 with the class of the largest, and last the probabilities of the network', () => {
    const readers = [
      reader('stem', [0.25, 0.5, 0.125]),
      reader('layer1.0', [1, 0, -1, 0.5, 0, 0], [0.5, 0.25, 0.25]),
    ];
    const columns = columnsOf({ pooled: [pooled('stem', [1]), pooled('layer1.0', [1, 2])], logits }, readers);
    expect(columns.map(({ name, top }) => [name, top])).toEqual([
      ['stem', 1],
      ['layer1.0', 0],
      ['network', 1],
    ]);
    expect(columns[0]!.shares).toEqual([0.25, 0.5, 0.125]);
    // 2.5 and −0.75 lie outside.
    expect(columns[1]!.shares).toEqual([1, 0.25, 0]);
    expect(columns[2]!.shares.map((share) => share.toFixed(4))).toEqual(['0.2000', '0.6000', '0.2000']);
  });

  it('say the class of the largest score, however many lie above 1', () => {
    const [column] = columnsOf({ pooled: [pooled('stem', [1])], logits }, [reader('stem', [1.5, 2, 1.75])]);
    expect(column).toMatchObject({ shares: [1, 1, 1], top: 1 });
  });

  it('leave out blocks without a reader that fits, and those whose scores are no numbers', () => {
    const readers = [reader('layer1.0', [1, 0, 0]), reader('layer1.1', [Number.NaN, 0, 0])];
    const all = [pooled('stem', [1]), pooled('layer1.0', [1, 2]), pooled('layer1.1', [1])];
    expect(columnsOf({ pooled: all, logits }, readers).map(({ name }) => name)).toEqual(['network']);
  });
});

describe('where the answers settle', () => {
  const columns = (...tops: number[]) => tops.map((top, i) => ({ name: `${i}`, shares: [], top }));
  it('is the first column from which on all say the same', () => {
    expect(settledAt(columns(1, 2, 1, 1))?.name).toBe('2');
    expect(settledAt(columns(1, 1))?.name).toBe('0');
    expect(settledAt(columns(2, 1))).toBeUndefined();
    expect(settledAt([])).toBeUndefined();
  });
});

describe('the rows of a picture', () => {
  const column = (name: string, shares: readonly number[], top: number) => ({ name, shares, top });
  /** The likelier the higher the number. */
  const rising = (classes: number) => Array.from({ length: classes }, (_, i) => i / classes);

  it.each([2, 3, 10, mostRows])('are all of %i classes in their order', (classes) => {
    const all = Array.from({ length: classes }, (_, i) => i);
    expect(rowsOf([column('network', rising(classes), classes - 1)], 0)).toEqual(all);
  });

  it.each([257, 1000])('are of %i classes the right one, what columns say, and the likeliest', (classes) => {
    const columns = [
      column('stem', rising(classes), 5),
      column('layer1.0', rising(classes), 9),
      column('network', rising(classes), classes - 1),
    ];
    const likeliest = Array.from({ length: mostRows - 3 }, (_, i) => classes - 1 - i);
    expect(rowsOf(columns, 3)).toEqual([...likeliest, 9, 5, 3]);
    expect(rowsOf(columns, undefined)).toHaveLength(mostRows);
  });

  it('have the right one and the network’s own however many blocks say other things', () => {
    const blocks = Array.from({ length: 30 }, (_, i) => column(`b${i}`, rising(300), i));
    const rows = rowsOf([...blocks, column('network', rising(300), 299)], 150);
    expect(rows).toHaveLength(mostRows);
    expect(rows.slice(0, 2)).toEqual([299, 150]);
  });
});
