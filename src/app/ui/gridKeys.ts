/**
 * Keys in what lies in rows and columns, as the ARIA grid pattern has them: arrow keys go to the neighbours, Home and End to the ends of
 * the row, with Control to the first and the last of all. Pure.
 */

export interface GridShape {
  readonly columns: number;
  /** Places, row by row; the last row may be short of some. */
  readonly count: number;
  /** Whether left and right go on in the next row, as in a list that is broken into rows. */
  readonly flows?: boolean;
}

/** What is read of a keyboard event, of React's or of the browser's. */
export interface PressedKey {
  readonly key: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
}

/**
 * Where a key leads from place `at`: to `at` itself where there is nothing on that side, and to the last place where the row below is too
 * short. Undefined for all other keys, and for those that the browser needs, such as Alt and an arrow.
 */
export function placeAfterKey(
  { key, ctrlKey, metaKey, altKey }: PressedKey,
  at: number,
  { columns, count, flows = false }: GridShape,
): number | undefined {
  const withControl = ctrlKey === true || metaKey === true;
  if (altKey || count === 0 || (withControl && key !== 'Home' && key !== 'End')) return undefined;
  const [first, last] = [at - (at % columns), Math.min(count, at - (at % columns) + columns) - 1];
  switch (key) {
    case 'ArrowLeft':
      return at > (flows ? 0 : first) ? at - 1 : at;
    case 'ArrowRight':
      return at < (flows ? count - 1 : last) ? at + 1 : at;
    case 'ArrowUp':
      return at >= columns ? at - columns : at;
    case 'ArrowDown':
      return first + columns < count ? Math.min(at + columns, count - 1) : at;
    case 'Home':
      return withControl ? 0 : first;
    case 'End':
      return withControl ? count - 1 : last;
    default:
      return undefined;
  }
}
