/** Where everything stands on a sheet of some size: what screen, stills and film draw. Pure. */
import type { Points } from './points.ts';
import { classDirections, type Plane, project } from './tour.ts';

export interface Sheet {
  readonly width: number;
  readonly height: number;
}

export interface Scene extends Sheet {
  /** The middle, and how many pixels a unit is long. */
  readonly middle: readonly [x: number, y: number];
  readonly unit: number;
  /** Of every class the end of its axis, and of every picture its place: x and y in pixels. */
  readonly axes: Float32Array;
  readonly dots: Float32Array;
}

/** Letters of a name on a still and in a film at most. */
const mostLetters = 20;

/** A name that fits beside its axis. */
export function shortName(name: string): string {
  const letters = [...name];
  return letters.length > mostLetters
    ? `${letters
        .slice(0, mostLetters - 1)
        .join('')
        .trimEnd()}…`
    : name;
}

/** Pixels around the axes for the names of classes. */
const margin = { x: 56, y: 24 };
/** Axes are drawn as large as the sheet allows, but not beyond this where all are short. */
const shortest = 0.6;

const axesOf = (plane: Plane, classes: number): Float32Array =>
  project(
    plane,
    classDirections(classes).flatMap((direction) => [...direction]),
  );

/** The length that is drawn as long as the sheet allows. */
export function reachOf(plane: Plane, classes: number): number {
  const axes = axesOf(plane, classes);
  let longest = shortest;
  for (let k = 0; k < axes.length; k += 2)
    longest = Math.max(longest, Math.hypot(axes[k] as number, axes[k + 1] as number));
  return longest;
}

/** @param reach That of the plane, unless it is to stay as it was. */
export function sceneOf(
  plane: Plane,
  points: Points,
  classes: number,
  { width, height }: Sheet,
  reach = reachOf(plane, classes),
): Scene {
  const axes = axesOf(plane, classes);
  const unit = Math.max(1, Math.min(width / 2 - margin.x, height / 2 - margin.y)) / reach;
  const middle = [width / 2, height / 2] as const;
  const place = (at: Float32Array) => {
    for (let i = 0; i < at.length; i += 2) {
      at[i] = middle[0] + unit * (at[i] as number);
      // Upwards, as in mathematics.
      at[i + 1] = middle[1] - unit * (at[i + 1] as number);
    }
    return at;
  };
  return { width, height, middle, unit, axes: place(axes), dots: place(project(plane, points.at)) };
}

/** The dot nearest to a place, within so many pixels; undefined where there is none. */
export function dotAt(
  { dots }: Pick<Scene, 'dots'>,
  [x, y]: readonly [number, number],
  reach: number,
  counts: (dot: number) => boolean,
): number | undefined {
  let best: number | undefined;
  let nearest = reach * reach;
  for (let n = 0; n < dots.length / 2; n++) {
    const distance = ((dots[2 * n] as number) - x) ** 2 + ((dots[2 * n + 1] as number) - y) ** 2;
    if (distance > nearest || !counts(n)) continue;
    best = n;
    nearest = distance;
  }
  return best;
}
