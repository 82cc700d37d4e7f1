/**
 * The plane of a run's own path (Li et al. 2018, section 7): through its weights, along the first two principal components of the
 * differences of the weights of earlier epochs from them. Pure; `base/principalPlane.ts` has the arithmetic.
 */
import { type PrincipalPlane, principalPlane } from '../base/principalPlane.ts';
import { type Direction, moving } from './directions.ts';
import type { NamedTensor } from './engine.ts';

/** The weights of a run after an epoch. */
export interface PathPoint {
  /** Epochs done: 0 is what it began with. */
  readonly epoch: number;
  readonly step: number;
  /** Those that move in a landscape. */
  readonly weights: readonly NamedTensor[];
}

export interface PathPlane extends Pick<PrincipalPlane, 'shares'> {
  /** Of length 1 and at right angles. */
  readonly directions: readonly [Direction, Direction];
  /** Where the points lie, each projected onto the plane; the last are the weights themselves, at 0, 0. */
  readonly places: readonly { readonly epoch: number; readonly x: number; readonly y: number }[];
}

/** Differences of a tensor at every point from the weights, which themselves are the last. */
const differences = ({ name, data }: NamedTensor, points: readonly PathPoint[]): Float64Array[] => [
  ...points.map(({ weights }) => {
    const earlier = weights.find((tensor) => tensor.name === name)?.data;
    return Float64Array.from(data, (value, i) => (earlier ? earlier[i]! - value : 0));
  }),
  new Float64Array(data.length),
];

const inner = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/**
 * @param points From the first to the last before the weights; those of another network are left out.
 * @param epoch Epochs that the weights themselves have behind them, with fraction.
 * @returns undefined where they span no plane: it takes two points that differ, and the weights.
 */
export function pathPlane(
  weights: readonly NamedTensor[],
  points: readonly PathPoint[],
  epoch: number,
): PathPlane | undefined {
  const own = moving(weights);
  const sizes = new Map(own.map(({ name, data }) => [name, data.length]));
  const fit = points.filter(
    (point) =>
      point.weights.length === own.length &&
      point.weights.every(({ name, data }) => sizes.get(name) === data.length),
  );
  const count = fit.length + 1;
  const gram = new Float64Array(count * count);
  for (const tensor of own) {
    const rows = differences(tensor, fit);
    for (let i = 0; i < count; i++)
      for (let j = 0; j <= i; j++) {
        const product = inner(rows[i]!, rows[j]!);
        gram[i * count + j]! += product;
        if (i !== j) gram[j * count + i]! += product;
      }
  }
  const plane = principalPlane(gram, count);
  if (!plane) return undefined;
  const directionOf = (mix: Float64Array): Direction =>
    new Map(
      own.map((tensor) => {
        const values = new Float64Array(tensor.data.length);
        for (const [i, row] of differences(tensor, fit).entries())
          for (let k = 0; k < values.length; k++) values[k]! += mix[i]! * row[k]!;
        return [tensor.name, Float32Array.from(values)];
      }),
    );
  const [first, second] = plane.mixes;
  return {
    directions: [directionOf(first), directionOf(second)],
    places: plane.places.map(([x, y], i) => ({ epoch: fit[i]?.epoch ?? epoch, x, y })),
    shares: plane.shares,
  };
}
