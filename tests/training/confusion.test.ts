/** The confusion matrix of few and of very many classes. */
import { describe, expect, it } from 'vitest';
import { confusionOf, mostConfused } from '../../src/training/confusion.ts';
import { confusionMatrix } from '../../src/training/frames.ts';
import { labelsOf } from '../../src/training/labels.ts';

/** Two pictures a class; the second of every seventh class is taken for the class after the next, and class 1 ever again for the last one. */
function judged(classes: number) {
  const labels = [...Array(2 * classes).keys()].map((i) => i >> 1);
  const predicted = labels.map((label, i) => (i % 14 === 1 ? (label + 2) % classes : label));
  for (let i = 0; i < 5; i++) {
    labels.push(1);
    predicted.push(classes - 1);
  }
  return { labels: labelsOf(classes, labels), predicted: labelsOf(classes, predicted), classes };
}
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

describe.each([2, 3, 257, 1000])('of %i classes', (classes) => {
  const all = judged(classes);
  const everything = Array.from({ length: classes }, (_, i) => i);

  it('the matrix has every picture once', () => {
    const whole = confusionOf(all, everything);
    expect(whole.others).toBe(0);
    expect(whole.counts).toEqual(confusionMatrix(all.predicted, all.labels, classes));
    expect(sum(whole.counts.map(sum))).toBe(all.labels.length);
    expect(sum(whole.said)).toBe(all.labels.length);
  });

  it('the classes that are confused the most stand in their order', () => {
    const shown = mostConfused(all, Math.min(classes, 8));
    expect(shown).toHaveLength(Math.min(classes, 8));
    expect([...shown].sort((a, b) => a - b)).toEqual(shown);
  });

  it('some rows are whole, whatever their pictures are taken for', () => {
    const shown = [0, 1];
    const some = confusionOf(all, shown);
    for (const [i, label] of shown.entries()) {
      const own = [...all.labels.keys()].filter((picture) => all.labels[picture] === label);
      expect(sum(some.counts[i] ?? [])).toBe(own.length);
      expect(some.counts[i]?.[i]).toBe(own.filter((picture) => all.predicted[picture] === label).length);
      expect(some.said[i]).toBe(all.predicted.filter((said) => said === label).length);
      const besides = own.filter((picture) => !shown.includes(all.predicted[picture] as number));
      if (some.others > 0) expect(some.counts[i]?.at(-1)).toBe(besides.length);
    }
  });
});

describe('the classes that are shown', () => {
  it('are those of the pairs that are confused the most', () => {
    expect(mostConfused(judged(300), 2)).toEqual([1, 299]);
    expect(mostConfused(judged(300), 4)).toEqual([0, 1, 2, 299]);
    expect(mostConfused(judged(300), 5)).toEqual([0, 1, 2, 3, 299]);
  });

  it('are a class and those that it is confused with, else the first one', () => {
    expect(mostConfused(judged(300), 3, 14)).toEqual([14, 16]);
    expect(mostConfused(judged(300), 3, 16)).toEqual([14, 16]);
    expect(mostConfused(judged(300), 3, 4)).toEqual([0, 4]);
  });

  it('are the first ones where nothing is confused', () => {
    const labels = labelsOf(40, [0, 5, 39]);
    expect(mostConfused({ labels, predicted: labels, classes: 40 }, 3)).toEqual([0, 1, 2]);
  });
});
