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
const own: ChosenPicture = { kind: 'own', pixels: new Uint8Array(12) };

describe('the picture that is looked at', () => {
  it('is one sample after the other until a person chooses, and then stays', () => {
    const { store, actions } = createChosenPicture();
    const numbers = [1, 2, 0].map((expected) => {
      actions.turn(samples.length);
      return [sampleNumber(store.getState().picture, samples), expected];
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
    expect(picturesOf({ kind: 'sample', number: 1 }, samples)).toEqual({ kind: 'test', indices: [8] });
    expect(picturesOf({ kind: 'test', index: 4711 }, samples)).toEqual({ kind: 'test', indices: [4711] });
    expect(picturesOf(own, samples)).toEqual({ kind: 'pixels', images: own.pixels });
    expect(picturesOf({ kind: 'sample', number: 1 }, [])).toBeUndefined();
  });

  it('is known as a sample, whichever way it was chosen', () => {
    expect(sampleNumber({ kind: 'test', index: 12 }, samples)).toBe(2);
    expect(sampleNumber({ kind: 'test', index: 13 }, samples)).toBeUndefined();
    // A number of another data set.
    expect(sampleNumber({ kind: 'sample', number: 7 }, samples)).toBe(1);
    expect(sampleNumber(own, samples)).toBeUndefined();
  });
});
