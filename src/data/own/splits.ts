/** Which pictures are trained on and which are tested on, and in which order. Pure. */
import { generatorFor, range, shuffle } from '../random.ts';
import type { SplitName } from '../sets/index.ts';
import type { Brought } from './found.ts';
import { type Splitting, testedOf } from './plan.ts';

/** Page and command line test on the same pictures, where nobody asks for others. */
export const usualSplitSeed = 1;

interface Labelled {
  readonly label: number;
  readonly split: Brought;
  /** Of what it was made of: its file, or the pixels that the data has. */
  readonly source: number;
  readonly pixels: Uint8Array;
}

/** By the first byte that differs. */
function compared(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Validation is left out where there is something else to test on. */
export const isLeftOut = (split: Brought, splitting: Splitting): boolean =>
  splitting === 'test' && split === 'validation';

/** @param which Of the lists: 0 and 1 are the splits, the others the classes. */
function inMixedOrder<T>(list: readonly T[], seed: number, which: number): T[] {
  const order = shuffle(range(list.length), generatorFor(seed, 'own', which));
  return Array.from(order, (i) => list[i] as T);
}

/** The order of the pictures of a split is that of their content, mixed the same way for all sets: the same pictures make the same set from whatever files. */
function inContentOrder<T extends Labelled>(pictures: readonly T[], which: number): T[] {
  const byContent = [...pictures].sort((a, b) => compared(a.pixels, b.pixels) || a.label - b.label);
  return inMixedOrder(byContent, 0, which);
}

/** The order out of which it is mixed which pictures of a class are tested on: neither names nor an order of files have a say in it, nor the size of the square and how it is filled. */
const inSourceOrder = <T extends Labelled>(pictures: readonly T[]): T[] =>
  [...pictures].sort((a, b) => a.source - b.source || compared(a.pixels, b.pixels));

/** @param seed Which pictures of each class are tested on, where the data does not say. */
export function inSplits<T extends Labelled>(
  pictures: readonly T[],
  splitting: Splitting,
  classes: number,
  seed: number,
): Record<SplitName, T[]> {
  const splits: Record<SplitName, T[]> = { train: [], test: [] };
  const ofClass = Array.from({ length: classes }, (): T[] => []);
  for (const picture of pictures)
    if (splitting === 'parts') ofClass[picture.label]?.push(picture);
    else if (picture.split === splitting) splits.test.push(picture);
    else splits.train.push(picture);
  for (const [label, unsplit] of ofClass.entries()) {
    const tested = testedOf(unsplit.length);
    for (const [i, picture] of inMixedOrder(inSourceOrder(unsplit), seed, label + 2).entries())
      splits[i < tested ? 'test' : 'train'].push(picture);
  }
  // The first epoch shuffles within a window, and a run may take the first so many: no order by class may be left.
  return { train: inContentOrder(splits.train, 0), test: inContentOrder(splits.test, 1) };
}
