/** Ridge regression on one-hot targets in plain float64, by elimination with the mean as an unknown of its own. */

/** Solves a system by elimination with pivots. */
function eliminate(A: readonly (readonly number[])[], b: readonly number[]): number[] {
  const rows = A.map((row, i) => [...row, b[i]!]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows.reduce(
      (best, row, i) => (i >= k && Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? i : best),
      k,
    );
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = 0; i < rows.length; i++) {
      if (i === k) continue;
      const factor = rows[i]![k]! / rows[k]![k]!;
      rows[i] = rows[i]!.map((value, j) => value - factor * rows[k]![j]!);
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

export interface Pictures {
  readonly channels: number;
  /** N·channels. */
  readonly values: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

export interface RidgeReference {
  readonly means: number[];
  /** √(Σ (x − mean)² / n) of each channel. */
  readonly deviations: number[];
  /** For standardised features: [classes][channels]. */
  readonly weights: number[][];
  readonly bias: number[];
}

export function ridgeReference(
  { channels, values, labels }: Pictures,
  classes: number,
  ridge: number,
): RidgeReference {
  const n = labels.length;
  const columns = Array.from({ length: channels }, (_, c) =>
    Array.from({ length: n }, (__, i) => values[i * channels + c]!),
  );
  const means = columns.map((column) => column.reduce((a, b) => a + b, 0) / n);
  const deviations = columns.map((column, c) =>
    Math.sqrt(column.reduce((sum, value) => sum + (value - means[c]!) ** 2, 0) / n),
  );
  const design = Array.from({ length: n }, (_, i) => [
    ...columns.map((column, c) => (deviations[c] === 0 ? 0 : (column[i]! - means[c]!) / deviations[c]!)),
    1,
  ]);
  const normal = Array.from({ length: channels + 1 }, (_, p) =>
    Array.from({ length: channels + 1 }, (__, q) => {
      const sum = design.reduce((total, row) => total + row[p]! * row[q]!, 0);
      return sum + (p === q && p < channels ? ridge * n : 0);
    }),
  );
  const solved = Array.from({ length: classes }, (_, k) =>
    eliminate(
      normal,
      Array.from({ length: channels + 1 }, (__, p) =>
        design.reduce((sum, row, i) => sum + (labels[i] === k ? row[p]! : 0), 0),
      ),
    ),
  );
  return {
    means,
    deviations,
    weights: solved.map((unknowns) => unknowns.slice(0, channels)),
    bias: solved.map((unknowns) => unknowns[channels]!),
  };
}

/** The scores of one picture. */
export function ridgeScores(
  { means, deviations, weights, bias }: RidgeReference,
  features: ArrayLike<number>,
): number[] {
  return weights.map((ofClass, k) =>
    ofClass.reduce(
      (sum, weight, c) =>
        sum + (deviations[c] === 0 ? 0 : (weight * (features[c]! - means[c]!)) / deviations[c]!),
      bias[k]!,
    ),
  );
}
