/** Lines and annotations as shapes in pixels, for the page and for pictures of it. Pure. */
import { line } from 'd3-shape';
import type { ChartKind } from '../kinds/kind.ts';
import type { Annotation } from './annotations.ts';
import { scaleOf } from './axis.ts';
import type { Point, XAxis } from './samples.ts';
import type { Scene } from './scene.ts';

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

/** Dots closer than this would run together. */
const dotDistance = 9;

/** The points that get a dot: all of them, or none where they would run together. */
export function dotsOf(points: readonly Point[], box: Box, px: ToPixel): readonly Point[] {
  const inside = points.filter(({ x }) => px(x) >= box.x - 0.5 && px(x) <= box.x + box.width + 0.5);
  return inside.length * dotDistance <= box.width ? inside : [];
}

export interface Mark {
  readonly what: Annotation;
  readonly x: number;
  /** Height of the marker of the best epoch; the others are lines over the whole height. */
  readonly y?: number;
  /** Where its words begin or end; missing where they would cover other words. */
  readonly label?: { readonly x: number; readonly anchor: 'start' | 'end' };
}

/** About how many pixels wide a text is; letters of Chinese are twice as wide. */
export const roughWidth = (text: string, size = 12): number =>
  [...text].reduce((sum, c) => sum + ((c.codePointAt(0) ?? 0) > 0x2e80 ? size : size * 0.56), 0);

/** Pixels between an annotation and its words. */
const labelGap = 4;

/** Words on the right where they fit, else on the left, else none. @param taken Where the words before end. */
function labelAt(x: number, width: number, box: Box, taken: number): Mark['label'] {
  if (x + labelGap + width <= box.x + box.width) {
    return x + labelGap >= taken ? { x: x + labelGap, anchor: 'start' } : undefined;
  }
  return x - labelGap - width >= taken ? { x: x - labelGap, anchor: 'end' } : undefined;
}

/**
 * Annotations that stand inside of the box, from left to right. The best epoch is marked by charts that say at which value.
 * @param textOf Their words.
 */
export function marksOf(
  annotations: readonly Annotation[],
  { chart, axis }: { readonly chart: Pick<ChartKind, 'bestEpoch'>; readonly axis: XAxis },
  scene: Pick<Scene, 'x' | 'y'>,
  box: Box,
  textOf: (what: Annotation) => string,
): Mark[] {
  const { px, py } = pixelsOf(scene, box);
  const value = (what: Annotation) => (what.type === 'best' ? chart.bestEpoch?.(what) : undefined);
  let taken = Number.NEGATIVE_INFINITY;
  return annotations
    .filter((what) => what.type !== 'best' || value(what) !== undefined)
    .map((what) => ({ what, x: px(what.place[axis]), value: value(what) }))
    .filter(({ x }) => x >= box.x - 0.5 && x <= box.x + box.width + 0.5)
    .sort((a, b) => a.x - b.x)
    .map(({ what, x, value: height }): Mark => {
      const y = height === undefined ? undefined : py(height);
      const width = roughWidth(textOf(what));
      // The marker of the best epoch stands lower than the words of the others.
      if (y !== undefined) return { what, x, y, label: labelAt(x, width, box, box.x) };
      const label = labelAt(x, width, box, taken);
      if (label) taken = label.anchor === 'start' ? label.x + width + labelGap : x + labelGap;
      return { what, x, label };
    });
}

/** The `d` of the diamond that marks the best epoch, around 0, 0. */
export const diamond = 'M0,-6L6,0L0,6L-6,0Z';
