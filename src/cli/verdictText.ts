/** A verdict in the words of the command line. */
import type { Verdict } from '../training/verdict.ts';

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
