/** What a sweep may say of its groups: the best one beside each of the others. */
import { meanAndStd } from '../training/groups.ts';
import { type Difference, differenceOf } from '../training/verdict.ts';

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

/** The best group by its mean against each of the others; none where there is one group with results. */
export function verdictsOf(groups: readonly JudgedGroup[]): Verdict[] {
  const [best, ...others] = groups
    .filter(({ accuracies }) => accuracies.length > 0)
    .sort((a, b) => meanAndStd(b.accuracies).mean - meanAndStd(a.accuracies).mean);
  if (!best) return [];
  return others.map((other) => ({
    better: best.name,
    other: other.name,
    difference: differenceOf(best.accuracies, other.accuracies, others.length),
  }));
}

const points = (share: number): string => (100 * share).toFixed(2);

/** One sentence, which claims no more than the runs show. */
export function verdictText({ better, other, difference }: Verdict): string {
  if (!difference)
    return `Whether ${better} is better than ${other} cannot be told from these runs: it takes two seeds of each that differ, and better five.`;
  const { mean, low, high, n, real } = difference;
  const figures = `${points(mean)} points (95 % interval ${points(low)} to ${points(high)}, n = ${n.join(' and ')})`;
  return real
    ? `${better} is better than ${other} by ${figures}: more than seeds alone do.`
    : `${better} and ${other} differ by ${figures}: no more than seeds alone may do.`;
}
