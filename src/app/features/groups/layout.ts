/**
 * Where the axes and lines of parallel coordinates lie in a box: axes beside one another, or in a narrow box below one another, so that it
 * is the page that scrolls. Pure.
 */
import type { Parallel, ParallelAxis, Tick } from './parallel.ts';

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** Whether axes stand upright beside one another. */
  readonly upright: boolean;
  /** Of an axis by its number, of a place 0…1 on it. */
  readonly spot: (axis: number, place: number) => Spot;
}

/** Pixels from which on axes stand beside one another, for each of them. */
const leastBeside = 84;
const leastUpright = 560;
const [top, bottom, left, right] = [30, 12, 66, 22];
const uprightHeight = 300;
/** Of an axis that lies: its title, itself, its ticks. */
const row = 62;
const [inset, firstRow] = [14, 24];

export function layoutOf(width: number, axes: number): Layout {
  const upright = width >= Math.max(leastUpright, leastBeside * axes);
  const along = (axis: number, from: number, to: number) =>
    axes > 1 ? from + (axis * (to - from)) / (axes - 1) : (from + to) / 2;
  if (upright)
    return {
      width,
      height: uprightHeight,
      upright,
      spot: (axis, place) => ({
        x: along(axis, left, width - right),
        y: uprightHeight - bottom - place * (uprightHeight - top - bottom),
      }),
    };
  return {
    width,
    height: firstRow + row * (axes - 1) + 26,
    upright,
    spot: (axis, place) => ({ x: inset + place * (width - 2 * inset), y: firstRow + row * axis }),
  };
}

/** How far a label lies from its neighbour at least, in pixels. */
const [labelHeight, labelGap] = [12, 6];

/** Of the ticks of an axis those whose labels do not run into one another; both ends come first. */
export function labelledTicks(
  { ticks }: ParallelAxis,
  { upright, spot }: Layout,
  textWidth: (text: string) => number,
): readonly Tick[] {
  const sorted = [...ticks].sort((a, b) => a.place - b.place);
  const ends = [sorted[0], sorted[sorted.length - 1]].filter((tick) => tick !== undefined);
  const kept: Tick[] = [];
  const room = (a: Tick, b: Tick): boolean => {
    const [from, to] = [spot(0, a.place), spot(0, b.place)];
    if (upright) return Math.abs(from.y - to.y) >= labelHeight;
    return Math.abs(from.x - to.x) >= (textWidth(a.label) + textWidth(b.label)) / 2 + labelGap;
  };
  for (const tick of [...ends, ...sorted]) {
    if (!kept.includes(tick) && kept.every((other) => room(tick, other))) kept.push(tick);
  }
  return kept.sort((a, b) => a.place - b.place);
}

/** Pixels from a line within which it is pointed at. */
const reach = 24;

/** The run whose line is nearest to a spot; of lines that lie on one another the first. */
export function runAt({ runs, axes }: Parallel, { upright, spot }: Layout, at: Spot): string | undefined {
  const [along, across] = upright ? (['x', 'y'] as const) : (['y', 'x'] as const);
  const last = axes.length - 1;
  const [from, to] = [spot(0, 0)[along], spot(last, 0)[along]];
  const place = Math.min(last, Math.max(0, ((at[along] - from) / (to - from || 1)) * last));
  const segment = Math.min(Math.max(0, last - 1), Math.floor(place));
  let [found, least]: [string | undefined, number] = [undefined, reach];
  for (const { id, places } of runs) {
    const a = spot(segment, places[segment] ?? 0)[across];
    const b = spot(segment + 1, places[segment + 1] ?? places[segment] ?? 0)[across];
    const distance = Math.abs(a + (place - segment) * (b - a) - at[across]);
    if (distance < least) [found, least] = [id, distance];
  }
  return found;
}
