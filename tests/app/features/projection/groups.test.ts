/** Very many classes as a few and all the others together. */
import { describe, expect, it } from 'vitest';
import {
  groupedFrame,
  groupedLabels,
  groupsOf,
  withClass,
} from '../../../../src/app/features/projection/groups.ts';
import { pointsOf } from '../../../../src/app/features/projection/points.ts';
import { topK } from '../../../../src/training/frames.ts';
import { labelsOf } from '../../../../src/training/labels.ts';

const frameOf = (classes: number, pictures: number) => ({
  logits: Float32Array.from({ length: classes * pictures }, (_, i) => 30 * Math.sin(i * i)),
  predicted: labelsOf(
    classes,
    Array.from({ length: pictures }, (_, i) => (i * 5) % classes),
  ),
});

describe.each([2, 3, 10])('of %i classes', (classes) => {
  it('each stands for itself, whatever was chosen', () => {
    const groups = groupsOf(classes, [0]);
    const frame = frameOf(classes, 4);
    expect(groups.others).toEqual([]);
    expect(groupedFrame(groups, frame)).toBe(frame);
    expect(groupedLabels(groups, frame.predicted)).toEqual(frame.predicted);
  });
});

describe.each([11, 257, 1000])('of %i classes', (classes) => {
  const shown = [classes - 1, 4, 7];
  const groups = groupsOf(classes, shown);
  const frame = frameOf(classes, 5);

  it('some have their probability, and the others what is left', () => {
    const grouped = groupedFrame(groups, frame);
    expect(groups.shown).toEqual([4, 7, classes - 1]);
    expect(groups.others).toHaveLength(classes - 3);
    expect(grouped.logits).toHaveLength(5 * 4);
    for (let n = 0; n < 5; n++) {
      const all = topK(frame.logits.subarray(n * classes, (n + 1) * classes), classes);
      const few = topK(grouped.logits.subarray(n * 4, (n + 1) * 4), 4);
      const shareOf = (guesses: typeof all, of: number) =>
        guesses.find((guess) => guess.class === of)?.probability ?? 0;
      const [a, b, c] = groups.shown.map((label) => shareOf(all, label)) as [number, number, number];
      expect(shareOf(few, 0)).toBeCloseTo(a, 6);
      expect(shareOf(few, 1)).toBeCloseTo(b, 6);
      expect(shareOf(few, 2)).toBeCloseTo(c, 6);
      expect(shareOf(few, 3)).toBeCloseTo(1 - a - b - c, 6);
    }
  });

  it('pictures belong to the group of their class', () => {
    expect([...groupedLabels(groups, [4, 5, 7, classes - 1, 0])]).toEqual([0, 3, 1, 2, 3]);
    expect([...groupedFrame(groups, frame).predicted]).toEqual([...groupedLabels(groups, frame.predicted)]);
  });
});

describe('the choice', () => {
  it('takes one more, in place of the first where there are ten', () => {
    expect(withClass([3, 1], 7)).toEqual([3, 1, 7]);
    expect(withClass([3, 1], 1)).toEqual([3, 1]);
    expect(withClass([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 40)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 40]);
  });
});

describe('two classes', () => {
  it('lie on a line that their difference leads along, each picture at a height of its own', () => {
    const logits = Float32Array.of(0, 50, 50, 0, 1, 1);
    const { at, dimensions } = pointsOf({ logits, predicted: new Uint8Array(3) }, 'probabilities', 1);
    expect(dimensions).toBe(2);
    const along = [at[0], at[2], at[4]] as number[];
    expect(along[0]).toBeCloseTo(-(along[1] as number), 6);
    expect(along[2]).toBeCloseTo(0, 6);
    const heights = [at[1], at[3], at[5]] as number[];
    expect(new Set(heights).size).toBe(3);
    for (const height of heights) expect(Math.abs(height)).toBeLessThan(0.301);
  });
});
