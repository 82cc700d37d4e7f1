/** Finds what somebody who mistyped a name most likely meant. */

/** Levenshtein's distance: insertions, deletions and substitutions. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitute, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The name closest to what was typed; the first of several. */
export function nearest(typed: string, names: readonly string[]): string | undefined {
  const distances = names.map((name) => editDistance(typed, name));
  return names[distances.indexOf(Math.min(...distances))];
}
