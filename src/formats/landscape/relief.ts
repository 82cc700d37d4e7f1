/**
 * A loss landscape as heights of 0…1 on a logarithmic scale that several share, and the lines of equal height. Pure; `scene.ts` draws.
 */
import { ticks } from 'd3-array';
import { filled, gridOrder, type Landscape } from '../../training/landscape.ts';

type Measured = Pick<Landscape, 'losses' | 'centre'>;

/** Losses at the foot and at the top of the scale. */
export interface HeightScale {
  readonly floor: number;
  readonly ceiling: number;
}

/** Losses above are drawn at this one: what guesses without end is no worse than what guesses often. */
const clip = 10;
/** Losses below are drawn at this one. */
const least = 1e-4;

/** One scale for all, from the smallest loss to the largest, no further than what is clipped. */
export function scaleOf(landscapes: readonly Measured[]): HeightScale {
  let [floor, top] = [clip, least];
  for (const { losses, centre } of landscapes)
    for (const loss of [centre.loss, ...losses]) {
      if (!Number.isFinite(loss)) continue;
      floor = Math.min(floor, Math.max(least, loss));
      top = Math.max(top, Math.min(clip, loss));
    }
  // A surface that is nearly flat is drawn so.
  return { floor, ceiling: Math.max(top, 1.5 * floor) };
}

/** Where a loss stands on the scale, 0…1; what is no finite number stands at the top. */
export function heightOf(loss: number, { floor, ceiling }: HeightScale): number {
  if (!Number.isFinite(loss)) return 1;
  return Math.min(1, Math.max(0, Math.log(Math.max(loss, least) / floor) / Math.log(ceiling / floor)));
}

export interface Relief {
  /** Points along a side. */
  readonly size: number;
  /** Of every point, row by row. */
  readonly heights: Float64Array;
}

/** @returns undefined before the coarsest grid is whole. */
export function reliefOf(
  { plan: { size }, losses }: Pick<Landscape, 'plan' | 'losses'>,
  scale: HeightScale,
): Relief | undefined {
  const heights = filled(
    Array.from(losses, (loss) => heightOf(loss, scale)),
    size,
  );
  return heights && { size, heights };
}

/** Height at a place in units of the grid, between the points by their nearest four. */
export function heightAt({ size, heights }: Relief, column: number, row: number): number {
  const [c, r] = [column, row].map((n) => Math.min(size - 2, Math.max(0, Math.floor(n)))) as [number, number];
  const [u, v] = [column - c, row - r];
  const at = (i: number, j: number) => heights[(r + j) * size + c + i]!;
  return (1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) + v * ((1 - u) * at(0, 1) + u * at(1, 1));
}

/** Digits of the losses at which lines are drawn, from few to many. */
const series: readonly (readonly number[])[] = [[1], [1, 3], [1, 2, 5], [1, 1.5, 2, 3, 5, 7]];
const fewestLines = 7;
const narrow = 6;

/** Round losses within the scale: seven of them at least, where there are so many. */
export function levelsOf({ floor, ceiling }: HeightScale): number[] {
  // Within less than a power of ten powers of ten say little.
  if (ceiling < narrow * floor)
    return ticks(floor, ceiling, fewestLines).filter((loss) => loss > floor && loss < ceiling);
  let levels: number[] = [];
  for (const digits of series) {
    levels = [];
    for (let power = Math.floor(Math.log10(floor)); power <= Math.log10(ceiling); power++)
      for (const digit of digits) {
        const level = Number(`${digit}e${power}`);
        if (level > floor && level < ceiling) levels.push(level);
      }
    if (levels.length >= fewestLines) break;
  }
  return levels;
}

/** A piece of a line of equal height within a cell: ends in units of the grid. */
export interface Segment {
  readonly level: number;
  /** Column and row of the one end and of the other. */
  readonly at: readonly [number, number, number, number];
}

/** The corners of a cell, around. */
const corners = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/**
 * Where lines of some heights cross a cell (marching squares).
 * @param column Of its first corner, as is the row.
 * @param step How far its corners lie apart.
 */
export function segmentsIn(
  relief: Relief,
  column: number,
  row: number,
  step: number,
  levels: readonly number[],
): Segment[] {
  const places = corners.map(([i, j]) => [column + i * step, row + j * step] as const);
  const heights = places.map(([c, r]) => heightAt(relief, c, r));
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)];
  return levels.flatMap((level) => {
    if (level <= lowest || level > highest) return [];
    const ends: (readonly [number, number])[] = [];
    for (let k = 0; k < 4; k++) {
      const [a, b] = [heights[k]!, heights[(k + 1) % 4]!];
      if (a < level === b < level) continue;
      const share = (level - a) / (b - a);
      const [from, to] = [places[k]!, places[(k + 1) % 4]!];
      ends.push([from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])]);
    }
    // A saddle has four ends: the middle of the cell says which belong together.
    const middle = heights.reduce((sum, h) => sum + h / 4, 0);
    const turned = ends.length === 4 && middle < level !== heights[0]! < level;
    const pairs = turned ? [ends[1], ends[2], ends[3], ends[0]] : ends;
    const found: Segment[] = [];
    for (let k = 0; k + 1 < pairs.length; k += 2) found.push({ level, at: [...pairs[k]!, ...pairs[k + 1]!] });
    return found;
  });
}

/** Points that are known, of the grid, with whether their loss is no finite number: for those who tell of it. */
export function notFinite({ losses }: Pick<Landscape, 'losses'>): number {
  return losses.filter((loss) => !Number.isFinite(loss)).length;
}

/** What is known of the points by their place in the grid: loss and accuracy, or undefined. */
export function pointsByPlace({
  plan: { size },
  losses,
  accuracies,
}: Pick<Landscape, 'plan' | 'losses' | 'accuracies'>): (
  | { readonly loss: number; readonly accuracy: number }
  | undefined
)[] {
  const points = new Array<{ loss: number; accuracy: number } | undefined>(size * size).fill(undefined);
  gridOrder(size)
    .subarray(0, losses.length)
    .forEach((point, i) => {
      points[point] = { loss: losses[i]!, accuracy: accuracies[i]! };
    });
  return points;
}
