/**
 * When a run of several need not go on: its best accuracy so far is below the median of what the finished ones had at the same epoch. The
 * median rule of Golovin et al. 2017 (Google Vizier, section 3.2), in the form of Optuna's MedianPruner. Pure.
 */

export interface EarlyStop {
  /** Whether runs behind the median are ended. One that diverged ends anyway. */
  readonly behindMedian: boolean;
  /** Epochs that every run has before it may be ended. */
  readonly grace: number;
}

export const noEarlyStop: EarlyStop = { behindMedian: false, grace: 1 };

/** Of fewer a median tells nothing. */
const fewestFinished = 3;

/** What an epoch came to. */
export interface Tested {
  readonly epoch: number;
  /** 0…1; NaN where it is not known. */
  readonly testAccuracy: number;
}

/** Of a list that is not empty. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

/**
 * @param run The epochs of the run so far, of which the last decides.
 * @param finished Those of every run that came to its end.
 */
export function isBehind(
  { behindMedian, grace }: EarlyStop,
  run: readonly Tested[],
  finished: readonly (readonly Tested[])[],
): boolean {
  const last = run.at(-1)?.epoch;
  if (!behindMedian || last === undefined || last < grace) return false;
  const then = finished
    .flatMap((epochs) => epochs.filter(({ epoch }) => epoch === last))
    .map(({ testAccuracy }) => testAccuracy)
    .filter(Number.isFinite);
  const known = run.map(({ testAccuracy }) => testAccuracy).filter(Number.isFinite);
  if (then.length < fewestFinished || known.length === 0) return false;
  return Math.max(...known) < medianOf(then);
}
