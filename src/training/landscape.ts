/**
 * The loss landscape of a network (Li et al. 2018): the loss on the same pictures at the points of a square grid in a plane through its
 * weights. Here are what is asked for, what comes of it, and the order from coarse to fine. Pure; `src/trainer/measureLandscape.ts` measures.
 */
import type { AnsweringNetwork } from './questions.ts';

/** Points along a side of the grid: a power of two and one more, so that every finer grid holds the points of the coarser ones. */
export const landscapeSizes = [9, 17, 33] as const;
export type LandscapeSize = (typeof landscapeSizes)[number];
/** Points along a side of the first, coarsest grid. */
const coarsest = 3;

/** Pictures that a point is measured on, at most and unless another number is asked for. */
export const landscapePictures = { most: 1000, usual: 256 } as const;
/** How far the grid reaches, at most and usually: at 1 a filter has moved along a direction by its own length. */
export const landscapeReach = { most: 10, usual: 1 } as const;

/** Through the weights along two random directions, or along the first two principal components of the run's own path. */
export const landscapePlanes = ['random', 'path'] as const;
export type LandscapePlane = (typeof landscapePlanes)[number];

export interface LandscapePlan {
  readonly plane: LandscapePlane;
  /** Points along a side. */
  readonly size: LandscapeSize;
  /** How far the grid reaches from the weights along each random direction. That of a path reaches as far as the path. */
  readonly reach: number;
  /** The first so many pictures of a split, as they are. */
  readonly pictures: number;
  readonly split: 'train' | 'test';
  /** Of random directions. */
  readonly seed: number;
  /** No further point is begun after so many seconds, once the coarsest grid is there. Default: no bound. */
  readonly seconds?: number;
}

export const usualPlan: LandscapePlan = {
  plane: 'random',
  size: 17,
  reach: landscapeReach.usual,
  pictures: landscapePictures.usual,
  split: 'train',
  seed: 1,
};

/** What the network makes of the pictures at a point. */
export interface LandscapePoint {
  /** Mean, in nats and without label smoothing. May be no finite number. */
  readonly loss: number;
  /** 0…1. */
  readonly accuracy: number;
}

/** Some points one after the other in the grid's order. */
export interface LandscapePoints {
  /** Place of the first of them in the order. */
  readonly from: number;
  readonly losses: Float32Array;
  readonly accuracies: Float32Array;
}

/** Where a run was at the ends of its epochs, each projected onto the plane. */
export interface LandscapePath {
  /** From first to last: the last are the weights themselves, at 0, 0. */
  readonly places: readonly { readonly epoch: number; readonly x: number; readonly y: number }[];
  /** What each direction holds of the variance of those weights, 0…1. */
  readonly shares: readonly [first: number, second: number];
}

/** What is known of a grid before the first of its points is. */
export interface LandscapeGround {
  readonly plan: LandscapePlan;
  /** Where the grid begins and ends along both directions; the weights lie at 0, 0. */
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
  /** At the weights themselves. */
  readonly centre: LandscapePoint;
  /** Cosine of the angle between the directions. */
  readonly cosine: number;
  /** There where the plane is that of a path. */
  readonly path?: LandscapePath;
}

/** A grid, or the points of it that are known so far. */
export interface Landscape extends LandscapeGround, Omit<LandscapePoints, 'from'> {}

/** What whoever asked for a landscape is told of its ground, and whose it is. */
export interface LandscapeOf extends Omit<LandscapeGround, 'plan'> {
  readonly network: AnsweringNetwork;
}

/** Steps along the grid of every level, from coarse to fine. */
export function strides(size: number): number[] {
  const found: number[] = [];
  for (let stride = Math.max(1, (size - 1) / (coarsest - 1)); stride >= 1; stride /= 2) found.push(stride);
  return found;
}

/** Points of all levels up to each: of 9 points along a side 9, 25 and 81. */
export const levelCounts = (size: number): number[] =>
  strides(size).map((stride) => ((size - 1) / stride + 1) ** 2);

/** The points of a grid in the order in which they are measured: level by level, each row by row. A point is row · size + column. */
export function gridOrder(size: number): Int32Array {
  const order: number[] = [];
  const seen = new Uint8Array(size * size);
  for (const stride of strides(size))
    for (let row = 0; row < size; row += stride)
      for (let column = 0; column < size; column += stride) {
        const point = row * size + column;
        if (seen[point]) continue;
        seen[point] = 1;
        order.push(point);
      }
  return Int32Array.from(order);
}

/** Where a point lies in the plane: x grows with the column, y with the row. */
export function placeOf(
  point: number,
  { plan: { size }, x, y }: Pick<LandscapeGround, 'plan' | 'x' | 'y'>,
): readonly [x: number, y: number] {
  const along = ([from, to]: readonly [number, number], i: number) => from + ((to - from) * i) / (size - 1);
  return [along(x, point % size), along(y, Math.floor(point / size))];
}

/**
 * A value at every point of a grid, of those that are known: one that is not has the mean of its neighbours of the level before.
 * @param values Of the first points in the grid's order.
 * @returns undefined before the coarsest grid is whole.
 */
export function filled(values: ArrayLike<number>, size: number): Float64Array | undefined {
  const [first = 1, ...finer] = strides(size);
  const order = gridOrder(size);
  if (values.length < ((size - 1) / first + 1) ** 2) return undefined;
  const grid = new Float64Array(size * size).fill(Number.NaN);
  for (let i = 0; i < Math.min(values.length, order.length); i++) grid[order[i] as number] = values[i]!;
  for (const stride of finer)
    for (let row = 0; row < size; row += stride)
      for (let column = 0; column < size; column += stride) {
        const point = row * size + column;
        if (!Number.isNaN(grid[point]!)) continue;
        const [up, left] = [row % (2 * stride), column % (2 * stride)];
        const near = [
          [row - up, column - left],
          [row - up, column + left],
          [row + up, column - left],
          [row + up, column + left],
        ];
        grid[point] = near.reduce((sum, [r = 0, c = 0]) => sum + grid[r * size + c]! / 4, 0);
      }
  return grid;
}
