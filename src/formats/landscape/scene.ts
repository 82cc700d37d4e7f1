/**
 * A relief as what is to be drawn, in pixels and in the order of drawing: as a surface that is seen from a side, or as a map. Pure: the
 * page paints it on a canvas, `svg.ts` writes it as a file.
 */
import { heatBytes } from '../../base/heatColour.ts';
import { drawnPath, isBehind, type Marks, type PathDrawn } from './marks.ts';
import { heightAt, type Relief, segmentsIn } from './relief.ts';

/** From where a surface is seen, in radians: 0 looks along its rows' axis, an elevation of a quarter turn straight down. */
export interface View {
  readonly azimuth: number;
  readonly elevation: number;
}
export const usualView: View = { azimuth: -0.6, elevation: 0.62 };
export const elevations = { least: 0.2, most: Math.PI / 2 } as const;

export interface Box {
  readonly width: number;
  readonly height: number;
}

export type Item =
  /** A piece of the surface: x and y of its four corners. */
  | { readonly kind: 'face'; readonly at: readonly number[]; readonly colour: string }
  /** A piece of a line of equal loss; on what is dark it is light. */
  | { readonly kind: 'line'; readonly at: readonly number[]; readonly onDark: boolean };

export interface Scene extends Box {
  readonly items: readonly Item[];
  /** x and y of every point of the grid. */
  readonly points: Float32Array;
  /** Of the centre: where it lies, and where the head of its pin stands. */
  readonly pin: { readonly foot: readonly [number, number]; readonly head: readonly [number, number] };
  readonly path: PathDrawn;
  /** The outline of the plane below the surface, or of the map: x and y of four corners. */
  readonly ground: readonly number[];
  /** Where the names of the two directions stand. */
  readonly names: readonly [x: readonly [number, number], y: readonly [number, number]];
}

/** Pieces along a side at least, so that colours go over into one another. */
const fewestPieces = 32;
/** How high a surface is at most, where a side is 2 long; and its pin above it. */
const [tall, pinned] = [1, 0.2];
/** Pixels between a drawing and the edge of its box. */
const margin = { surface: 8, map: 24 } as const;
/** Where the light comes from: from the left, from whoever looks, and from above. */
const light = [-0.45, -0.55, 0.7] as const;

/** @param shade What light leaves of it, 0…1. */
function colourAt(height: number, shade = 1): string {
  const [r, g, b] = heatBytes(height).map((c) => Math.round(c * shade));
  return `rgb(${r},${g},${b})`;
}

interface Projection {
  /** @param up Height, 0…1. */
  readonly place: (column: number, row: number, up: number) => readonly [number, number];
  /** The larger, the further away. */
  readonly depth: (column: number, row: number) => number;
  readonly shade: (slopes: readonly [number, number]) => number;
  /** Half a step along the grid towards whoever looks, and by how much the line of sight rises with it. */
  readonly towards: readonly [columns: number, rows: number];
  readonly rise: number;
}

function projectionOf({ azimuth, elevation }: View, size: number, { width, height }: Box): Projection {
  const [cos, sin] = [Math.cos(azimuth), Math.sin(azimuth)];
  const [flat, steep] = [Math.cos(elevation), Math.sin(elevation)];
  const half = (size - 1) / 2;
  const turned = (column: number, row: number): readonly [across: number, away: number] => {
    const [u, v] = [column / half - 1, row / half - 1];
    return [u * cos - v * sin, u * sin + v * cos];
  };
  const [wide, high] = [2 * Math.SQRT2, 2 * Math.SQRT2 * steep + (tall + pinned) * flat];
  const m = 2 * margin.surface;
  const unit = Math.max(1, Math.min((width - m) / wide, (height - m) / high));
  const middle = height / 2 + (unit * (tall + pinned) * flat) / 2;
  return {
    place(column, row, up) {
      const [across, away] = turned(column, row);
      return [width / 2 + unit * across, middle - unit * (away * steep + up * tall * flat)];
    },
    depth: (column, row) => turned(column, row)[1],
    towards: [-sin / 2, -cos / 2],
    rise: steep / Math.max(flat, 1e-9) / tall / half / 2,
    shade([du, dv]) {
      // The normal, turned as the surface is.
      const [x, y] = [-(du * cos - dv * sin), -(du * sin + dv * cos)];
      const towards = (x * light[0] + y * light[1] + light[2]) / Math.hypot(x, y, 1) / Math.hypot(...light);
      return 0.72 + 0.28 * Math.max(0, towards);
    },
  };
}

/** The relief as a surface. @param levels Heights of its lines. */
export function surfaceScene(
  relief: Relief,
  levels: readonly number[],
  { centre, path }: Marks,
  view: View,
  box: Box,
): Scene {
  const { size, heights } = relief;
  const { place, depth, shade, towards, rise } = projectionOf(view, size, box);
  const split = Math.ceil(fewestPieces / (size - 1));
  const step = 1 / split;
  const half = (size - 1) / 2;
  const on = (column: number, row: number) => place(column, row, heightAt(relief, column, row));
  const cells: { readonly depth: number; readonly items: readonly Item[] }[] = [];
  for (let j = 0; j < (size - 1) * split; j++)
    for (let i = 0; i < (size - 1) * split; i++) {
      const [column, row] = [i * step, j * step];
      const [a, b, c, d] = [
        heightAt(relief, column, row),
        heightAt(relief, column + step, row),
        heightAt(relief, column + step, row + step),
        heightAt(relief, column, row + step),
      ];
      const middle = (a + b + c + d) / 4;
      const run = (2 * step) / half;
      const slopes = [((b + c - a - d) * tall) / run, ((c + d - a - b) * tall) / run] as const;
      const at = [
        ...place(column, row, a),
        ...place(column + step, row, b),
        ...place(column + step, row + step, c),
        ...place(column, row + step, d),
      ];
      const lines = segmentsIn(relief, column, row, step, levels).map(({ level, at: [c0, r0, c1, r1] }) => ({
        kind: 'line' as const,
        at: [...on(c0, r0), ...on(c1, r1)],
        onDark: level < 0.5,
      }));
      cells.push({
        depth: depth(column + step / 2, row + step / 2),
        items: [{ kind: 'face', at, colour: colourAt(middle, shade(slopes)) }, ...lines],
      });
    }
  // What is further away is drawn first, and so hidden by what stands before it.
  cells.sort((one, other) => other.depth - one.depth);
  const points = new Float32Array(2 * heights.length);
  for (let p = 0; p < heights.length; p++)
    points.set(place(p % size, Math.floor(p / size), heights[p]!), 2 * p);
  const up = heightAt(relief, centre.column, centre.row);
  const last = size - 1;
  const beyond = last * 0.13;
  // Along those edges that are nearest to whoever looks.
  const frontRow = depth(half, 0) < depth(half, last) ? -beyond : last + beyond;
  const frontColumn = depth(0, half) < depth(last, half) ? -beyond : last + beyond;
  return {
    ...box,
    items: cells.flatMap(({ items }) => items),
    points,
    pin: {
      foot: place(centre.column, centre.row, up),
      head: place(centre.column, centre.row, up + pinned / tall),
    },
    path: drawnPath(relief, path, {
      place: ({ column, row }, height) => place(column, row, height),
      isHidden: (mark, height) => isBehind(relief, mark, height, towards, rise),
    }),
    ground: [...place(0, 0, 0), ...place(last, 0, 0), ...place(last, last, 0), ...place(0, last, 0)],
    names: [place(half, frontRow, 0), place(frontColumn, half, 0)],
  };
}

/** The relief as a map: the first direction to the right, the second upwards. */
export function mapScene(
  relief: Relief,
  levels: readonly number[],
  { centre, path }: Marks,
  box: Box,
): Scene {
  const { size, heights } = relief;
  const last = size - 1;
  const side = Math.max(10, Math.min(box.width, box.height) - 2 * margin.map);
  const [left, top] = [(box.width - side) / 2, (box.height - side) / 2];
  const place = (column: number, row: number) =>
    [left + (side * column) / last, top + side - (side * row) / last] as const;
  const split = Math.ceil(fewestPieces / last);
  const step = 1 / split;
  const faces: Item[] = [];
  const lines: Item[] = [];
  for (let j = 0; j < last * split; j++)
    for (let i = 0; i < last * split; i++) {
      const [column, row] = [i * step, j * step];
      const at = corners.flatMap(([u, v]) => place(column + u * step, row + v * step));
      const height = heightAt(relief, column + step / 2, row + step / 2);
      faces.push({ kind: 'face', at, colour: colourAt(height) });
      for (const { level, at: ends } of segmentsIn(relief, column, row, step, levels))
        lines.push({
          kind: 'line',
          at: [...place(ends[0], ends[1]), ...place(ends[2], ends[3])],
          onDark: level < 0.5,
        });
    }
  const points = new Float32Array(2 * heights.length);
  for (let p = 0; p < heights.length; p++) points.set(place(p % size, Math.floor(p / size)), 2 * p);
  const foot = place(centre.column, centre.row);
  return {
    ...box,
    items: [...faces, ...lines],
    points,
    pin: { foot, head: foot },
    path: drawnPath(relief, path, { place: ({ column, row }) => place(column, row), isHidden: () => false }),
    ground: corners.flatMap(([u, v]) => place(u * last, v * last)),
    names: [
      [left + side / 2, top + side + margin.map / 2],
      [left - margin.map / 2, top + side / 2],
    ],
  };
}

const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** The point of the grid that is drawn nearest to a place, within so many pixels. */
export function pointNear(
  { points }: Pick<Scene, 'points'>,
  [x, y]: readonly [number, number],
  within: number,
): number | undefined {
  let found: number | undefined;
  let least = within;
  for (let p = 0; p < points.length / 2; p++) {
    const away = Math.hypot(points[2 * p]! - x, points[2 * p + 1]! - y);
    if (away >= least) continue;
    least = away;
    found = p;
  }
  return found;
}
