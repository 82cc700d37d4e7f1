/** Which classes are taken for which, as a matrix: of all of them, or where they are too many of those that matter the most. Pure. */
import { type ClassNumbers, confusionMatrix } from './frames.ts';

type Judged = { readonly predicted: ClassNumbers; readonly labels: ClassNumbers; readonly classes: number };

export interface Confusion {
  /** Classes of the rows and of the columns, ascending. */
  readonly shown: readonly number[];
  /** Pictures, [row][column]. Where not all classes are shown the last column has those that are taken for one of the others. */
  readonly counts: readonly (readonly number[])[];
  /** How many pictures are taken for each of the shown classes, whatever they are. */
  readonly said: readonly number[];
  /** Classes that are not shown. */
  readonly others: number;
}

const inOrder = (a: number, b: number): number => a - b;

export function confusionOf({ predicted, labels, classes }: Judged, shown: readonly number[]): Confusion {
  const others = classes - shown.length;
  if (others === 0) {
    const counts = confusionMatrix(predicted, labels, classes);
    return {
      shown,
      counts,
      said: counts.map((_, k) => counts.reduce((sum, row) => sum + (row[k] as number), 0)),
      others,
    };
  }
  const place = new Map(shown.map((label, i) => [label, i]));
  const counts = shown.map(() => new Array<number>(shown.length + 1).fill(0));
  const said = new Array<number>(shown.length).fill(0);
  for (let i = 0; i < predicted.length; i++) {
    const column = place.get(predicted[i] as number);
    if (column !== undefined) said[column] = (said[column] as number) + 1;
    const row = counts[place.get(labels[i] as number) ?? -1];
    if (row) row[column ?? shown.length] = (row[column ?? shown.length] as number) + 1;
  }
  return { shown, counts, said, others };
}

/** Two classes and how many pictures of one are taken for the other, either way. */
interface Pair {
  readonly classes: readonly [number, number];
  readonly times: number;
}

/** Those that are confused, most often first; of equal ones in the order of their classes. */
function confusedPairs({ predicted, labels, classes }: Judged): Pair[] {
  const times = new Map<number, number>();
  for (let i = 0; i < predicted.length; i++) {
    const [a, b] = [labels[i] as number, predicted[i] as number];
    if (a === b) continue;
    const key = Math.min(a, b) * classes + Math.max(a, b);
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return [...times]
    .sort(([p, m], [q, n]) => n - m || p - q)
    .map(([key, n]) => ({ classes: [Math.floor(key / classes), key % classes], times: n }));
}

/**
 * So many classes at most, ascending: those of the pairs that are confused the most, and where too few are confused the first ones besides; or a class with those that
 * it is confused with the most, and one other where it is with none.
 */
export function mostConfused(judged: Judged, count: number, around?: number): number[] {
  const found = new Set<number>(around === undefined ? [] : [around]);
  for (const { classes } of confusedPairs(judged)) {
    if (around !== undefined && !classes.includes(around)) continue;
    const missing = classes.filter((label) => !found.has(label));
    if (found.size + missing.length > count) continue;
    for (const label of missing) found.add(label);
    if (found.size === count) break;
  }
  const least = around === undefined ? count : 2;
  for (let label = 0; label < judged.classes && found.size < least; label++) found.add(label);
  return [...found].sort(inOrder);
}
