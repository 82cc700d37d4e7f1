/** What a map says in a sentence. Pure. */

/** Two blocks and how alike they are. */
export interface Pair {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

function least(pairs: readonly Pair[]): Pair | undefined {
  const known = pairs.filter(({ value }) => Number.isFinite(value));
  return known.length === 0 ? undefined : known.reduce((a, b) => (b.value < a.value ? b : a));
}

/** The neighbours of one network that are the least alike: where most happens in one block. Undefined of fewer than three blocks. */
export function largestStep(matrix: readonly (readonly number[])[]): Pair | undefined {
  if (matrix.length < 3) return undefined;
  return least(matrix.slice(1).map((row, i) => ({ row: i, column: i + 1, value: row[i] ?? Number.NaN })));
}

/** Blocks of both networks with the same name that are the least alike; undefined where the networks have other blocks. */
export function leastAlikeTwins(
  matrix: readonly (readonly number[])[],
  rows: readonly string[],
  columns: readonly string[],
): Pair | undefined {
  if (rows.join() !== columns.join()) return undefined;
  return least(matrix.map((row, i) => ({ row: i, column: i, value: row[i] ?? Number.NaN })));
}
