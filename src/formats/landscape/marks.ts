/** What is marked on a landscape: where the weights lie, and the path that led to them. Pure. */
import type { Landscape } from '../../training/landscape.ts';
import { heightAt, type Relief } from './relief.ts';

/** A place on the grid that is marked, in units of the grid. */
export interface Mark {
  readonly column: number;
  readonly row: number;
}

export interface Marks {
  readonly centre: Mark;
  /** From the first to the last: that is the centre. Empty where the plane is that of no path. */
  readonly path: readonly (Mark & { readonly epoch: number })[];
}

/** The path in pixels. What lies behind the surface is hidden, and drawn faintly. */
export interface PathDrawn {
  readonly lines: readonly { readonly at: readonly number[]; readonly hidden: boolean }[];
  /** Without the last, where the pin stands. */
  readonly stops: readonly {
    readonly at: readonly [number, number];
    readonly hidden: boolean;
    readonly epoch: number;
  }[];
}

/** Where the weights and the path lie on the grid. */
export function marksOf({ plan: { size }, x, y, path }: Pick<Landscape, 'plan' | 'x' | 'y' | 'path'>): Marks {
  const at = ([from, to]: readonly [number, number], place: number) =>
    ((size - 1) * (place - from)) / (to - from);
  const markOf = (place: { readonly x: number; readonly y: number }): Mark => ({
    column: at(x, place.x),
    row: at(y, place.y),
  });
  return {
    centre: markOf({ x: 0, y: 0 }),
    path: path?.places.map((place) => ({ ...markOf(place), epoch: place.epoch })) ?? [],
  };
}

/** Pieces of the path to a step of the grid. */
const pieces = 4;

/** How a path is seen. */
export interface PathView {
  readonly place: (mark: Mark, height: number) => readonly [number, number];
  /** Whether a place on the surface lies behind some of it. */
  readonly isHidden: (mark: Mark, height: number) => boolean;
}

export function drawnPath(relief: Relief, path: Marks['path'], { place, isHidden }: PathView): PathDrawn {
  const seen = (mark: Mark) => {
    const height = heightAt(relief, mark.column, mark.row);
    return { at: place(mark, height), hidden: isHidden(mark, height) };
  };
  const lines = path.slice(1).flatMap((to, i) => {
    const from = path[i]!;
    const [columns, rows] = [to.column - from.column, to.row - from.row];
    const count = Math.max(1, Math.ceil(pieces * Math.hypot(columns, rows)));
    const along = Array.from({ length: count + 1 }, (_, k) =>
      seen({ column: from.column + (columns * k) / count, row: from.row + (rows * k) / count }),
    );
    return along.slice(1).map((end, k) => {
      const start = along[k]!;
      return { at: [...start.at, ...end.at], hidden: start.hidden && end.hidden };
    });
  });
  return { lines, stops: path.slice(0, -1).map((mark) => ({ ...seen(mark), epoch: mark.epoch })) };
}

/** Where the name of the first point of a path stands: off the path that goes on from it. */
export function nameOfFirst({ stops, lines }: PathDrawn): readonly [number, number] | undefined {
  const [first, second] = stops;
  if (!first) return undefined;
  const goesUp = (second?.at[1] ?? lines.at(-1)?.at[3] ?? 0) < first.at[1];
  return [first.at[0], first.at[1] + (goesUp ? 14 : -12)];
}

/** How much higher than the line of sight the surface must be to hide what lies on it: else it hides itself. */
const clear = 0.02;

/**
 * Whether the surface lies before a place on it: along the line of sight towards whoever looks, it is somewhere above that line.
 * @param towards Columns and rows of a step towards whoever looks. @param rise By how much the line of sight rises with it.
 */
export function isBehind(
  relief: Relief,
  mark: Mark,
  height: number,
  towards: readonly [number, number],
  rise: number,
): boolean {
  const last = relief.size - 1;
  for (let k = 1; ; k++) {
    const [column, row] = [mark.column + k * towards[0], mark.row + k * towards[1]];
    const sight = height + k * rise;
    // What runs along an edge does not leave it for want of digits.
    const isOutside = (at: number) => at < -1e-9 || at > last + 1e-9;
    if (sight > 1 || isOutside(column) || isOutside(row)) return false;
    if (heightAt(relief, column, row) > sight + clear) return true;
  }
}
