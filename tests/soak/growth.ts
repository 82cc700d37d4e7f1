/** Whether a number that is looked at again and again grows, and by how much a run. Pure. */

export interface Look {
  /** Runs so far. */
  readonly runs: number;
  readonly value: number;
}

/** The middle slope of all pairs of looks (Theil and Sen): one odd look does not bend it. 0 where there are fewer than two. */
export function slopeOf(looks: readonly Look[]): number {
  const slopes = looks.flatMap((b, j) =>
    looks.slice(0, j).flatMap((a) => (a.runs === b.runs ? [] : [(b.value - a.value) / (b.runs - a.runs)])),
  );
  const sorted = slopes.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
