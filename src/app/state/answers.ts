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

/** Whether each sample picture is told rightly; empty where nothing was asked. */
export const verdictsOf = (
  samples: DatasetFacts['samples'],
  predictions: Pick<PredictionsEvent, 'probabilities'> | undefined,
): readonly boolean[] =>
  (predictions?.probabilities ?? []).map((shares, i) => topOf(shares) === samples[i]?.label);
