/** Whether two groups of runs differ by more than their seeds do, and what may be said of several. Pure. */
import { tQuantile } from '../base/studentT.ts';
import { meanAndStd } from './groups.ts';

/** Chance of calling a difference real where there is none, over all comparisons of one table. */
const falseAlarm = 0.05;

export interface Difference {
  /** Mean of the first group less that of the second. */
  readonly mean: number;
  /** Bounds of an interval that has the true difference in 95 of 100 tables. */
  readonly low: number;
  readonly high: number;
  readonly n: readonly [number, number];
  /** Whether zero lies outside of the interval: seeds alone seldom make so much. */
  readonly real: boolean;
}

/**
 * By Welch's t test, which lets each group have a spread of its own.
 * @param comparisons How many such differences are told together: each interval is widened for it (Bonferroni).
 * @returns nothing where it cannot be told: of fewer than two runs in a group, and of runs that all came to the same figure, which seeds
 * would have to make differ.
 */
export function differenceOf(
  first: readonly number[],
  second: readonly number[],
  comparisons = 1,
): Difference | undefined {
  const [a, b] = [meanAndStd(first), meanAndStd(second)];
  if (a.std === undefined || b.std === undefined) return undefined;
  if ([first, second].every((values) => new Set(values).size === 1)) return undefined;
  const mean = a.mean - b.mean;
  const n = [a.n, b.n] as const;
  const [va, vb] = [a.std ** 2 / a.n, b.std ** 2 / b.n];
  // Welch 1947, Satterthwaite 1946.
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  const margin = tQuantile(falseAlarm / comparisons, df) * Math.sqrt(va + vb);
  return { mean, low: mean - margin, high: mean + margin, n, real: Math.abs(mean) > margin };
}

/** A group as it is called, and the figures of its runs, 0…1. */
export interface JudgedGroup {
  readonly name: string;
  readonly accuracies: readonly number[];
}

export interface Verdict {
  readonly better: string;
  readonly other: string;
  /** Absent where it cannot be told. */
  readonly difference?: Difference;
}

/**
 * The best group by its mean against each of the others; none where there is one group with results. Which one is best the same figures
 * have said: it is as if every two groups had been compared, and the intervals are widened for as many.
 */
export function verdictsOf(groups: readonly JudgedGroup[]): Verdict[] {
  const [best, ...others] = groups
    .filter(({ accuracies }) => accuracies.length > 0)
    .sort((a, b) => meanAndStd(b.accuracies).mean - meanAndStd(a.accuracies).mean);
  if (!best) return [];
  const pairs = (others.length * (others.length + 1)) / 2;
  return others.map((other) => ({
    better: best.name,
    other: other.name,
    difference: differenceOf(best.accuracies, other.accuracies, pairs),
  }));
}

type Compared = (
  better: string,
  other: string,
  points: string,
  low: string,
  high: string,
  n: string,
) => string;

/** The words of one language. */
export interface VerdictWords {
  readonly better: Compared;
  readonly same: Compared;
  readonly untold: (better: string, other: string) => string;
  readonly and: (a: number, b: number) => string;
}

/** A share in percent, or a difference of two in points, with a minus of its own width. */
export const pointsText = (share: number): string => (100 * share).toFixed(2).replace('-', '\u2212');

/** One sentence, which claims no more than the runs show. */
export function verdictSentence(words: VerdictWords, { better, other, difference }: Verdict): string {
  if (!difference) return words.untold(better, other);
  const { mean, low, high, n, real } = difference;
  const [points, from, to] = [mean, low, high].map(pointsText) as [string, string, string];
  return (real ? words.better : words.same)(better, other, points, from, to, words.and(...n));
}
