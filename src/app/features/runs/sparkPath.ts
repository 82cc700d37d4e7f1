/** The line of a sparkline. Pure. */

/** Pixels. */
export const width = 32;
export const height = 14;
/** More points than this nobody sees. */
const most = 32;

const place = (value: number): string => String(Number(value.toFixed(1)));

/**
 * An SVG path from left to right, 0 at the bottom and 1 at the top. Numbers that are not finite are left out; a single one is
 * a dot.
 */
export function pathOf(shares: readonly number[]): string {
  const stride = Math.max(1, (shares.length - 1) / (most - 1));
  const places = Array.from({ length: Math.min(most, shares.length) }, (_, i) => Math.round(i * stride));
  const last = Math.max(1, shares.length - 1);
  const points = places
    .map((at) => ({ x: (at / last) * width, share: shares[at] ?? Number.NaN }))
    .filter(({ share }) => Number.isFinite(share))
    .map(({ x, share }) => `${place(x)},${place(height * (1 - share))}`);
  const [first] = points;
  if (first === undefined) return '';
  // A line to where it begins is drawn as its round end.
  return `M${(points.length === 1 ? [first, first] : points).join('L')}`;
}
