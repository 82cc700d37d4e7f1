/** Which plane a landscape is measured in, and where in it: along random directions, or along a run's own path. */
import { cosineOf, type Direction, randomDirection } from '../nn/directions.ts';
import type { NamedTensor } from '../nn/engine.ts';
import { type PathPoint, pathPlane } from '../nn/pathPlane.ts';
import { ProblemError } from '../problems/index.ts';
import type { LandscapeGround, LandscapePlan } from '../training/landscape.ts';

/** What is kept of the way of a run to some weights. */
export interface KeptPath {
  readonly points: readonly PathPoint[];
  /** Steps and epochs that the weights have behind them, the epochs with fraction. */
  readonly step: number;
  readonly epoch: number;
}

export interface LandscapePlaneFound {
  readonly directions: readonly [Direction, Direction];
  readonly ground: Pick<LandscapeGround, 'x' | 'y' | 'cosine' | 'path'>;
}

/** Beyond the path on every side, as a share of the longer of its sides. */
const margin = 0.2;

/** A square that holds some places and as much around them on all sides, so that angles are true. */
function squareAround(
  places: readonly { readonly x: number; readonly y: number }[],
): Pick<LandscapeGround, 'x' | 'y'> {
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [x, y] = [range(places.map((place) => place.x)), range(places.map((place) => place.y))];
  const half = (0.5 + margin) * Math.max(x[1] - x[0], y[1] - y[0]);
  const side = ([from, to]: readonly [number, number]) =>
    [(from + to) / 2 - half, (from + to) / 2 + half] as const;
  return { x: side(x), y: side(y) };
}

/** @throws ProblemError where too little of a path is kept. */
export function planeOf(
  { plane, seed, reach }: LandscapePlan,
  weights: readonly NamedTensor[],
  path: KeptPath | undefined,
): LandscapePlaneFound {
  if (plane === 'random') {
    const directions = [randomDirection(weights, seed, 1), randomDirection(weights, seed, 2)] as const;
    return {
      directions,
      ground: { x: [-reach, reach], y: [-reach, reach], cosine: cosineOf(...directions) },
    };
  }
  const earlier = path?.points.filter(({ step }) => step < path.step) ?? [];
  const found = pathPlane(weights, earlier, path?.epoch ?? 0);
  if (!found) throw new ProblemError({ kind: 'no-path' });
  const { directions, places, shares } = found;
  return {
    directions,
    ground: { ...squareAround(places), cosine: cosineOf(...directions), path: { places, shares } },
  };
}
