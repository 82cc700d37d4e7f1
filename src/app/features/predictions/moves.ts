/** Arrow keys in what lies in rows and columns. Pure. */

/**
 * Where a key leads from place `at` of `count`, in rows of `columns`; undefined where it leads nowhere. Home and End go to the ends of
 * a row.
 */
export function moved(key: string, at: number, columns: number, count: number): number | undefined {
  const row = at - (at % columns);
  const targets: Readonly<Record<string, number>> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    ArrowUp: at - columns,
    ArrowDown: at + columns,
    Home: row,
    End: Math.min(row + columns, count) - 1,
  };
  const to = targets[key];
  return to === undefined || to < 0 || to >= count ? undefined : to;
}
