/** The picture that is looked at: a sample by turns until a person chooses, and what a network is asked about it. */
import { describe, expect, it } from 'vitest';
import {
  type ChosenPicture,
  createChosenPicture,
  picturesOf,
  sampleNumber,
} from '../../../src/app/state/chosenPicture.ts';

const samples = [
  { index: 0, label: 3 },
  { index: 8, label: 3 },
  { index: 12, label: 5 },
];
const facts = { name: 'cifar10', samples };
const other = { name: 'own-32-3-120-30-9f86d081884c7d65', samples };
const own: ChosenPicture = { kind: 'own', pixels: new Uint8Array(12) };

describe('the picture that is looked at', () => {
  it('is one sample after the other until a person chooses, and then stays', () => {
    const { store, actions } = createChosenPicture();
    const numbers = [1, 2, 0].map((expected) => {
      actions.turn(samples.length);
      return [sampleNumber(store.getState().picture, facts), expected];
    });
    for (const [number, expected] of numbers) expect(number).toBe(expected);
    actions.choose({ kind: 'sample', number: 2 });
    actions.turn(samples.length);
    expect(store.getState()).toEqual({ picture: { kind: 'sample', number: 2 }, byHand: true });
    actions.choose(own);
    actions.turn(samples.length);
    expect(store.getState().picture).toBe(own);
  });

  it('stays too once it is held', () => {
    const { store, actions } = createChosenPicture();
    actions.turn(samples.length);
    actions.hold();
    actions.turn(samples.length);
    expect(store.getState().picture).toEqual({ kind: 'sample', number: 1 });
  });

  it('is asked about by its place in the test split, and a person’s own by its pixels', () => {
    expect(picturesOf({ kind: 'sample', number: 1 }, facts)).toEqual({ kind: 'test', indices: [8] });
    expect(picturesOf({ kind: 'test', dataset: 'cifar10', index: 4711 }, facts)).toEqual({
      kind: 'test',
      indices: [4711],
    });
    expect(picturesOf(own, facts)).toEqual({ kind: 'pixels', images: own.pixels });
    expect(picturesOf({ kind: 'sample', number: 1 }, { ...facts, samples: [] })).toBeUndefined();
  });

  it('is known as a sample, whichever way it was chosen', () => {
    expect(sampleNumber({ kind: 'test', dataset: 'cifar10', index: 12 }, facts)).toBe(2);
    expect(sampleNumber({ kind: 'test', dataset: 'cifar10', index: 13 }, facts)).toBeUndefined();
    // A number of another data set.
    expect(sampleNumber({ kind: 'sample', number: 7 }, facts)).toBe(1);
    expect(sampleNumber(own, facts)).toBeUndefined();
  });

  it('gives way to a sample where it is a test picture of another data set', () => {
    const picture: ChosenPicture = { kind: 'test', dataset: 'cifar10', index: 12 };
    expect(picturesOf(picture, other)).toEqual({ kind: 'test', indices: [0] });
    expect(sampleNumber(picture, other)).toBe(0);
    expect(picturesOf(picture, { ...other, samples: [] })).toBeUndefined();
  });
});
