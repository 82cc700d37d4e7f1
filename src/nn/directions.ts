/**
 * Directions in the space of a network's weights, and weights moved along them (Li et al. 2018, "Visualizing the Loss Landscape of Neural
 * Nets"). In PyTorch's layout, in which a row of a tensor is a filter, or what leads to one class. Pure.
 */

import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { NamedTensor } from './engine.ts';
import { normal, seedOf } from './init.ts';

/** How each tensor moves; those that are not named stay. */
export type Direction = ReadonlyMap<string, Float32Array>;

/**
 * Whether a tensor moves: filters and the classifier's weights do. Biases, batch norm's scale and shift and its running statistics stay as
 * they are at the centre, or else a network without them and one with them would not be drawn on one scale.
 */
const moves = ({ shape }: Pick<NamedTensor, 'shape'>): boolean => shape.length > 1;

/** The tensors that move in a landscape. */
export const moving = (weights: readonly NamedTensor[]): NamedTensor[] => weights.filter(moves);

const norm = (values: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! ** 2;
  return Math.sqrt(sum);
};

/**
 * Normal numbers, each filter of them as long as that of the weights. They are drawn by seed, number and name of the tensor, so that a
 * network and its twin without shortcuts are moved by the same numbers, each at its own scale.
 * @param number Two of them span a plane.
 */
export function randomDirection(weights: readonly NamedTensor[], seed: number, number: number): Direction {
  return new Map(
    moving(weights).map(({ name, shape, data }) => {
      const generator = xoroshiro128plus(seedOf(seed, `direction ${number} ${name}`));
      const draw = normal(() => uniformFloat64(generator), 1);
      const drawn = Float64Array.from({ length: data.length }, draw);
      const row = data.length / (shape[0] ?? 1);
      const values = new Float32Array(data.length);
      for (let start = 0; start < data.length; start += row) {
        const own = drawn.subarray(start, start + row);
        const scale = norm(data.subarray(start, start + row)) / (norm(own) || 1);
        for (let i = 0; i < row; i++) values[start + i] = scale * own[i]!;
      }
      return [name, values];
    }),
  );
}

const inner = (a: Direction, b: Direction): number => {
  let sum = 0;
  for (const [name, values] of a) {
    const others = b.get(name);
    if (others) for (let i = 0; i < values.length; i++) sum += values[i]! * others[i]!;
  }
  return sum;
};

/** Of the angle between two directions; 0 where one has no length. */
export function cosineOf(a: Direction, b: Direction): number {
  const lengths = Math.sqrt(inner(a, a) * inner(b, b));
  return lengths > 0 ? inner(a, b) / lengths : 0;
}

/** The weights at a place of the plane, those that stay included. */
export function displaced(
  weights: readonly NamedTensor[],
  [first, second]: readonly [Direction, Direction],
  [x, y]: readonly [number, number],
): NamedTensor[] {
  return weights.map((tensor) => {
    const [a, b] = [first.get(tensor.name), second.get(tensor.name)];
    if (!a || !b) return tensor;
    return { ...tensor, data: tensor.data.map((value, i) => value + x * a[i]! + y * b[i]!) };
  });
}
