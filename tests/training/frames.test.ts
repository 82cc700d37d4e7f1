import { describe, expect, it } from 'vitest';
import {
  accuracyByClass,
  confusionMatrix,
  type Frame,
  flips,
  frameBytes,
  judge,
  logitPictures,
  logitsOf,
  picturesOfCell,
  topK,
  worstMistakes,
} from '../../src/training/frames.ts';

const frame = (parts: Partial<Frame> = {}): Frame => ({
  epoch: 1,
  step: 10,
  predicted: new Uint8Array(2),
  losses: new Float32Array(2),
  logits: new Float32Array(6),
  stem: { shape: [1, 3, 1, 1], data: new Float32Array(3) },
  ...parts,
});

//               picture:  0  1  2  3  4  5
const labels = Uint8Array.of(0, 0, 1, 2, 2, 2);
const predicted = Uint8Array.of(0, 1, 1, 2, 0, 0);

describe('what a network makes of pictures', () => {
  it('is the class of the largest logit and the cross-entropy of the label', () => {
    const logits = Float32Array.of(0, Math.log(3), -2, -2, 100, 0);
    const said = judge(logits, [1, 0, 1]);
    expect([...said.predicted]).toEqual([1, 0, 0]);
    expect(said.losses[0]).toBeCloseTo(-Math.log(3 / 4), 6);
    expect(said.losses[1]).toBeCloseTo(Math.LN2, 6);
    expect(said.losses[2]).toBeCloseTo(100, 5);
  });

  it('is told as its likeliest classes, with softmax of large logits too', () => {
    const guesses = topK([1000, 1000 + Math.log(2), 1000, -1000], 3);
    expect(guesses.map((guess) => guess.class)).toEqual([1, 0, 2]);
    expect(guesses.map(({ probability }) => probability)).toEqual([
      expect.closeTo(0.5, 10),
      expect.closeTo(0.25, 10),
      expect.closeTo(0.25, 10),
    ]);
    expect(topK([1, 2], 3)).toHaveLength(2);
  });
});

describe('classes beyond what a byte holds', () => {
  it.each([
    [2, Uint8Array],
    [256, Uint8Array],
    [257, Uint16Array],
    [1000, Uint16Array],
  ] as const)('of %i each has its own number', (classes, kind) => {
    const logits = new Float32Array(2 * classes);
    logits[classes - 1] = 1;
    logits[classes] = 1;
    const { predicted, losses } = judge(logits, [classes - 1, classes - 1]);
    expect(predicted).toEqual(kind.of(classes - 1, 0));
    expect(losses[0]).toBeCloseTo(Math.log(Math.E + classes - 1) - 1, 5);
    expect(losses[1]).toBeCloseTo(Math.log(Math.E + classes - 1), 5);
    const byClass = accuracyByClass(predicted, [classes - 1, classes - 1], classes);
    expect(byClass).toHaveLength(classes);
    expect(byClass.at(-1)).toEqual({ correct: 1, pictures: 2, accuracy: 0.5 });
    expect(byClass[0]).toEqual({ correct: 0, pictures: 0, accuracy: Number.NaN });
  });
});

describe('logits in a frame', () => {
  it('are found by picture', () => {
    const small = frame({ logits: Float32Array.of(1, 2, 3, 4, 5, 6) });
    expect([...(logitsOf(small, 1) ?? [])]).toEqual([4, 5, 6]);
    expect(logitsOf(small, 2)).toBeUndefined();
  });

  it('are there of the first thousand pictures alone', () => {
    const large = frame({
      predicted: new Uint8Array(1500),
      logits: Float32Array.from({ length: 2 * logitPictures }, (_, i) => i),
    });
    expect([...(logitsOf(large, 999) ?? [])]).toEqual([1998, 1999]);
    expect(logitsOf(large, 1000)).toBeUndefined();
  });
});

describe('classes', () => {
  it('have an accuracy each, which is no number where they have no picture', () => {
    expect(accuracyByClass(predicted, labels, 4)).toEqual([
      { correct: 1, pictures: 2, accuracy: 0.5 },
      { correct: 1, pictures: 1, accuracy: 1 },
      { correct: 1, pictures: 3, accuracy: 1 / 3 },
      { correct: 0, pictures: 0, accuracy: Number.NaN },
    ]);
  });

  it('are confused as the matrix counts, true class first', () => {
    expect(confusionMatrix(predicted, labels, 3)).toEqual([
      [1, 1, 0],
      [0, 1, 0],
      [2, 0, 1],
    ]);
  });

  it('show the pictures of a cell', () => {
    expect(picturesOfCell(predicted, labels, { label: 2, predicted: 0 })).toEqual([4, 5]);
    expect(picturesOfCell(predicted, labels, { label: 0, predicted: 2 })).toEqual([]);
  });
});

describe('mistakes', () => {
  it('are ordered by loss, and what is right is none however large its loss', () => {
    const losses = Float32Array.of(9, 1, 0, 0, 3, 3);
    expect(worstMistakes({ predicted, losses }, labels, 2)).toEqual([4, 5]);
    expect(worstMistakes({ predicted, losses }, labels, 9)).toEqual([4, 5, 1]);
  });

  it('flip between two frames', () => {
    const later = Uint8Array.of(1, 0, 1, 2, 1, 2);
    expect(flips(predicted, later, labels)).toEqual({ toWrong: [0], toRight: [1, 5] });
    expect(flips(later, predicted, labels)).toEqual({ toWrong: [1, 5], toRight: [0] });
    expect(flips(later, later, labels)).toEqual({ toWrong: [], toRight: [] });
  });
});

it('a frame of all test pictures of CIFAR-10 takes 92 kB', () => {
  const blocks = Array.from({ length: 5 }, (_, i) => ({ name: `layer1.${i}`, gradientNorm: 1 }));
  const whole = frame({
    predicted: new Uint8Array(10_000),
    losses: new Float32Array(10_000),
    logits: new Float32Array(10 * logitPictures),
    stem: { shape: [16, 3, 3, 3], data: new Float32Array(432) },
  });
  expect(frameBytes(whole)).toBe(91_728);
  expect(frameBytes({ ...whole, vitals: { step: 1, blocks } })).toBe(91_728 + 5 * 256);
  const readers = [{ name: 'stem', weights: new Float32Array(160), bias: new Float32Array(10) }];
  expect(frameBytes({ ...whole, readers })).toBe(91_728 + 680 + 256);
});
