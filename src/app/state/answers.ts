/** What a network says of the sample pictures, read: its top class, and whether that is right. Pure. */
import type { DatasetFacts } from '../../data/sets/index.ts';
import type { PredictionsEvent } from '../../training/events.ts';

/** Place of the largest probability; -1 of none. */
export const topOf = (shares: readonly number[] | Float32Array): number =>
  shares.indexOf(Math.max(...shares));

/** Places of the largest probabilities, the largest first. */
export const topPlaces = (shares: readonly number[], count: number): readonly number[] =>
  shares
    .map((_, place) => place)
    .sort((a, b) => (shares[b] as number) - (shares[a] as number))
    .slice(0, count);

/** Rows of classes that stand beside the network at most. */
const mostRows = 10;

/** Of which classes it is told beside the network, in which order, and what all the others have together. */
export interface ToldClasses {
  readonly places: readonly number[];
  /** How many others there are, and their probability, where one is known. */
  readonly others: number;
  readonly share: number | undefined;
}

/** All classes in their order, or where they are many the likeliest ones. The right one is among them, as the last where it is none of the likeliest. */
export function toldClasses(
  classes: number,
  shares: readonly number[] | undefined,
  right: number | undefined,
): ToldClasses {
  const count = classes > mostRows ? mostRows - 1 : classes;
  const others = classes - count;
  let places = Array.from({ length: count }, (_, i) => i);
  if (others === 0) return { places, others, share: undefined };
  if (shares) places = [...topPlaces(shares, count)];
  if (right !== undefined && !places.includes(right)) places[count - 1] = right;
  const told = places.reduce((sum, place) => sum + (shares?.[place] ?? 0), 0);
  return { places, others, share: shares && Math.max(0, 1 - told) };
}

/** Whether each sample picture is told rightly; empty where nothing was asked. */
export const verdictsOf = (
  samples: DatasetFacts['samples'],
  predictions: Pick<PredictionsEvent, 'probabilities'> | undefined,
): readonly boolean[] =>
  (predictions?.probabilities ?? []).map((shares, i) => topOf(shares) === samples[i]?.label);
