/** Lines and annotations as shapes in pixels, for the page and for pictures of it. Pure. */
import { area, line } from 'd3-shape';
import type { Marker } from '../../../state/colours.ts';
import type { Annotation } from './annotations.ts';
import { scaleOf } from './axis.ts';
import type { Point, XAxis } from './samples.ts';
import type { DrawnLine, Scene } from './scene.ts';

/** Where the lines are, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type ToPixel = (value: number) => number;

export const pixelsOf = ({ x, y }: Pick<Scene, 'x' | 'y'>, box: Box): { px: ToPixel; py: ToPixel } => ({
  px: scaleOf(x, [box.x, box.x + box.width]),
  py: scaleOf(y, [box.y + box.height, box.y]),
});

/** The `d` of a path through points. Tenths of a pixel are exact enough; the path stays short. */
export const pathOf = (points: readonly Point[], px: ToPixel, py: ToPixel): string =>
  line<Point>()
    .x((p) => px(p.x))
    .y((p) => py(p.y))
    .digits(1)([...points]) ?? '';

/** The `d` of what lies within a deviation of a mean, where two runs or more have the place; of a single place a line from end to end. */
export function bandOf(
  points: readonly Point[],
  { x: _, y }: Pick<Scene, 'x' | 'y'>,
  px: ToPixel,
  py: ToPixel,
): { readonly d: string; readonly single: boolean } | undefined {
  const known = points.filter(({ std }) => std !== undefined);
  const [first] = known;
  if (!first) return undefined;
  // On a log axis there is no place below 0, where the band ends for all that can be seen.
  const low = (p: Point) => py(y.log ? Math.max(p.y - (p.std ?? 0), y.from) : p.y - (p.std ?? 0));
  const high = (p: Point) => py(p.y + (p.std ?? 0));
  const round = (n: number) => Math.round(10 * n) / 10;
  if (known.length === 1)
    return { d: `M${round(px(first.x))},${round(low(first))}V${round(high(first))}`, single: true };
  const d = area<Point>()
    .defined(({ std }) => std !== undefined)
    .x((p) => px(p.x))
    .y0(low)
    .y1(high)
    .digits(1)([...points]);
  return d ? { d, single: false } : undefined;
}

/** Dots closer than this would run together. */
const dotDistance = 9;

/**
 * The points of a line that get a dot: of one with a marker all, or none where they would run together; of any other its only
 * point, through which no path goes.
 */
export function dotsOf(
  { line: { marker }, main: points }: Pick<DrawnLine, 'line' | 'main'>,
  box: Box,
  px: ToPixel,
): readonly Point[] {
  if (!marker) return points.length === 1 ? points : [];
  const inside = points.filter(({ x }) => px(x) >= box.x - 0.5 && px(x) <= box.x + box.width + 0.5);
  return inside.length * dotDistance <= box.width ? inside : [];
}

export interface Mark {
  readonly what: Annotation;
  readonly x: number;
  /** Height of what stands on a line; the others are lines over the whole height. */
  readonly y?: number;
  /** Where its words begin or end; missing where they would cover other words. */
  readonly label?: Label;
}
interface Label {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** About how many pixels wide a text is; letters of Chinese are twice as wide. */
export const roughWidth = (text: string, size = 12): number =>
  [...text].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e80 ? size : size * 0.56), 0);

/** Pixels between an annotation and its words, and of a line of words. */
const labelGap = 4;
const labelHeight = 13;

/** Words that stand already. */
interface Taken {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

/** Words on the right where they fit, else on the left, else none. */
function labelAt(x: number, y: number, width: number, box: Box, taken: Taken[]): Label | undefined {
  const free = (from: number) =>
    from >= box.x &&
    from + width <= box.x + box.width &&
    taken.every(
      (other) =>
        from + width + labelGap <= other.from || from >= other.to || Math.abs(y - other.y) >= labelHeight,
    );
  const from = [x + labelGap, x - labelGap - width].find(free);
  if (from === undefined) return undefined;
  taken.push({ from, to: from + width + labelGap, y });
  return from > x ? { x: from, y, anchor: 'start' } : { x: from + width, y, anchor: 'end' };
}

/** Where an annotation stands on the lines, in values; undefined where it has no place on them. */
function placeOf(what: Annotation, axis: XAxis, { lines }: Pick<Scene, 'lines'>): Partial<Point> {
  if (what.type === 'best') return { x: what.place[axis], y: what.value };
  if (what.type !== 'end') return { x: what.place[axis] };
  const points = lines.find(({ line, main }) => line.run === what.run && main.length > 0)?.main ?? [];
  return points[points.length - 1] ?? {};
}

/**
 * Annotations that stand inside of the box, from left to right, those on lines last.
 * @param textOf Their words.
 */
export function marksOf(
  annotations: readonly Annotation[],
  axis: XAxis,
  scene: Pick<Scene, 'x' | 'y' | 'lines'>,
  box: Box,
  textOf: (what: Annotation) => string,
): Mark[] {
  const { px, py } = pixelsOf(scene, box);
  const taken: Taken[] = [];
  const inside = (y: number) => Math.min(box.y + box.height, Math.max(box.y, y));
  return annotations
    .flatMap((what) => {
      const { x, y } = placeOf(what, axis, scene);
      return x === undefined ? [] : [{ what, x: px(x), y: y === undefined ? undefined : inside(py(y)) }];
    })
    .filter(({ x }) => x >= box.x - 0.5 && x <= box.x + box.width + 0.5)
    .sort((a, b) => Number(a.y !== undefined) - Number(b.y !== undefined) || a.x - b.x)
    .map(({ what, x, y }): Mark => {
      const top = box.y + labelTop;
      const at = y === undefined ? top : Math.max(top, y - 10);
      return { what, x, y, label: labelAt(x, at, roughWidth(textOf(what), 11), box, taken) };
    });
}

/** Pixels from the top of the box to the base of the words there. */
const labelTop = 11;

/** The `d` of the diamond that marks the best epoch, around 0, 0. */
export const diamond = 'M0,-6L6,0L0,6L-6,0Z';
/** The `d` of the cross that marks a bad end, around 0, 0. */
export const cross = 'M-5,-5L5,5M-5,5L5,-5';
/** The `d` of a marker of a test line, around 0, 0. Circles are circles. */
export const markerPaths = {
  square: 'M-2.75,-2.75h5.5v5.5h-5.5Z',
  triangle: 'M0,-3.75L3.5,2.75L-3.5,2.75Z',
} as const satisfies Record<Exclude<Marker, 'circle'>, string>;
export const markerRadius = 3;
