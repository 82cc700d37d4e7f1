/** Adds to a list what may be a hundred thousand things: as arguments of one call they would not fit onto the stack of a browser's worker. */
export function addAll<T>(list: T[], more: Iterable<T>): void {
  for (const one of more) list.push(one);
}
