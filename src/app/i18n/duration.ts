/** A duration in two places at most, as exact as an estimate is. Parts of zero are left out: `1 min`, `1 min 30 s`, `9 h 4 min`. */
export type TimeUnit = 's' | 'min' | 'h' | 'd';

/** @param write puts a number and its unit into words. */
export function durationText(seconds: number, write: (value: number, unit: TimeUnit) => string): string {
  const parts = (value: number, large: TimeUnit, each: number, small: TimeUnit): string =>
    [[Math.floor(value / each), large] as const, [value % each, small] as const]
      .filter(([n]) => n > 0)
      .map(([n, unit]) => write(n, unit))
      .join(' ');
  const minutes = Math.round(seconds / 60);
  if (seconds < 9.95) return write(Number(seconds.toFixed(1)), 's');
  if (seconds < 59.5) return write(Math.round(seconds), 's');
  // To five seconds.
  if (seconds < 597) return parts(5 * Math.round(seconds / 5), 'min', 60, 's');
  if (minutes < 48 * 60) return parts(minutes, 'h', 60, 'min');
  return write(Math.round(seconds / 86_400), 'd');
}
