/** What the predictions draw, on a few made-up pictures whose answers are counted by hand. */
import { describe, expect, it } from 'vitest';
import {
  classRows,
  hasFlipped,
  heatOfShare,
  named,
  openedPictures,
  type Seen,
  stripPictures,
  toldOf,
} from '../../../../src/app/features/predictions/derive.ts';
import { type Frame, framedPictures, judge, logitPictures } from '../../../../src/training/frames.ts';

/** A frame of pictures whose logits are given. */
function frameOf(logits: readonly (readonly number[])[], labels: readonly number[], epoch = 1): Frame {
  const flat = Float32Array.from(logits.flat());
  const kept = framedPictures(labels.length) * (logits[0]?.length ?? 0);
  const stem = { shape: [1, 1, 1, 1], data: new Float32Array(1) } as const;
  return { epoch, step: 10 * epoch, ...judge(flat, labels), logits: flat.slice(0, kept), stem };
}

const labels = [0, 1, 2, 0, 1];
const frame = frameOf(
  [
    [3, 0, 0],
    [0, 1, 2],
    [0, 0, 1],
    [0, 4, 0],
    [0, 0, 9],
  ],
  labels,
  2,
);
const before = frameOf(
  [
    [0, 3, 0],
    [0, 3, 0],
    [0, 0, 3],
    [0, 3, 0],
    [0, 0, 3],
  ],
  labels,
);
const seen: Seen = { frame, before, labels, classes: 3 };

describe('what is told of a picture', () => {
  it('is its class, the class that is said, and the probabilities of both', () => {
    const whole = 1 + Math.exp(1) + Math.exp(2);
    const told = toldOf(seen, 1);
    expect(told).toMatchObject({ label: 1, said: 2, right: false, rightBefore: true });
    expect(told.ofLabel).toBeCloseTo(Math.exp(1) / whole, 6);
    expect(told.ofSaid).toBeCloseTo(Math.exp(2) / whole, 6);
    expect(hasFlipped(told)).toBe(true);
    expect(hasFlipped(toldOf(seen, 2))).toBe(false);
    expect(hasFlipped(toldOf({ frame, labels, before: undefined }, 1))).toBe(false);
  });

  it('has no probability of a wrong class where the frame has no logits, and that of a right one by its loss', () => {
    const many = logitPictures + 2;
    const all = Array.from({ length: many }, () => 0);
    const logits = all.map((_, i) => (i === many - 1 ? [0, 1] : [1, 0]));
    const { frame: large } = { frame: frameOf(logits, all) };
    const right = toldOf({ frame: large, before: undefined, labels: all }, many - 2);
    expect(right.ofSaid).toBeCloseTo(Math.E / (1 + Math.E), 6);
    const wrong = toldOf({ frame: large, before: undefined, labels: all }, many - 1);
    expect(wrong).toMatchObject({ said: 1, ofSaid: undefined });
    expect(wrong.ofLabel).toBeCloseTo(1 / (1 + Math.E), 6);
  });
});

describe('the strip', () => {
  it('has the first of each class, then the second of each, whatever the network says of them', () => {
    const ten = Array.from({ length: 300 }, (_, i) => (i * 7) % 10);
    const some = (shift: number) =>
      frameOf(
        ten.map((label) => Array.from({ length: 10 }, (_, c) => (c === (label + shift) % 10 ? 1 : 0))),
        ten,
      );
    const pictures = stripPictures({ frame: some(0), labels: ten, classes: 10 });
    expect(pictures.map((picture) => ten[picture])).toEqual([...Array(20).keys()].map((i) => i % 10));
    expect(pictures.slice(0, 10)).toEqual([0, 3, 6, 9, 2, 5, 8, 1, 4, 7]);
    expect(pictures.slice(10).every((picture) => picture >= 10 && picture < 20)).toBe(true);
    expect(stripPictures({ frame: some(3), labels: ten, classes: 10 })).toEqual(pictures);
  });

  it('takes what there is of few pictures, and no more than 24 of many classes', () => {
    expect(stripPictures(seen)).toEqual([0, 1, 2, 3, 4]);
    const hundred = Array.from({ length: 200 }, (_, i) => i % 100);
    const logits = hundred.map((label) => Array.from({ length: 100 }, (_, c) => (c === label ? 1 : 0)));
    const pictures = stripPictures({ frame: frameOf(logits, hundred), labels: hundred, classes: 100 });
    expect(pictures).toHaveLength(24);
    expect(new Set(pictures).size).toBe(24);
    // Of all of them, from the first to one of the last.
    expect([pictures[0], pictures[12], pictures.at(-1)]).toEqual([0, 50, 95]);
  });
});

describe('a list of pictures', () => {
  it('is a cell, a row or a column of the confusion matrix, the largest loss first', () => {
    expect(openedPictures(seen, { label: 1, said: 2 })).toEqual([4, 1]);
    expect(openedPictures(seen, { label: 0 })).toEqual([3, 0]);
    expect(openedPictures(seen, { said: 2 })).toEqual([4, 1, 2]);
    expect(openedPictures(seen, { label: 2, said: 0 })).toEqual([]);
  });

  it('is what is taken for none of some classes', () => {
    expect(openedPictures(seen, { label: 1, besides: [0, 1] })).toEqual([4, 1]);
    expect(openedPictures(seen, { label: 1, besides: [0, 2] })).toEqual([]);
    expect(openedPictures(seen, { besides: [2] })).toEqual([3, 0]);
  });
});

describe('the classes', () => {
  it('have their accuracy now and before, in order or the worst first', () => {
    expect(classRows(seen, 'classes')).toEqual([
      { label: 0, accuracy: 0.5, before: 0, correct: 1, pictures: 2 },
      { label: 1, accuracy: 0, before: 0.5, correct: 0, pictures: 2 },
      { label: 2, accuracy: 1, before: 1, correct: 1, pictures: 1 },
    ]);
    expect(classRows(seen, 'worst').map(({ label }) => label)).toEqual([1, 0, 2]);
    const first = classRows({ ...seen, before: undefined, classes: 4 }, 'worst');
    expect(first.map(({ label }) => label)).toEqual([1, 0, 2, 3]);
    expect(first[3]).toEqual({ label: 3, accuracy: Number.NaN, before: undefined, correct: 0, pictures: 0 });
  });

  it('are found by a part of their names, in whatever case', () => {
    const rows = classRows(seen, 'classes');
    const names = ['Äpfel', '苹果', 'constructor'];
    const found = (typed: string) => named(rows, names, typed).map(({ label }) => label);
    expect(['', '  ', 'ÄPF', '果', 'CONSTR', 'none'].map(found)).toEqual([
      [0, 1, 2],
      [0, 1, 2],
      [0],
      [1],
      [2],
      [],
    ]);
  });

  it('show one in a hundred on the ramp', () => {
    expect([0, 0.01, 1].map(heatOfShare)).toEqual([0, 0.1, 1]);
  });
});
