/** Directions held to plain loops in float64 over PyTorch's layout. */
import { describe, expect, it } from 'vitest';
import { makeSpec } from '../../src/model/presets.ts';
import { structureOf } from '../../src/model/structure.ts';
import { cosineOf, displaced, randomDirection } from '../../src/nn/directions.ts';
import type { NamedTensor } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';

const weightsOf = (shortcut: 'projection' | 'none' = 'projection'): NamedTensor[] =>
  initialWeights(
    structureOf(
      makeSpec(
        { block: 'basic', blocks: [1, 1], width: 3, stem: 'cifar' },
        { inputSize: 32, classes: 10, shortcut },
      ),
    ),
    'he',
    5,
  );

/** Length of a row of a tensor, by one loop. */
function rowNorms({ shape, data }: Pick<NamedTensor, 'shape' | 'data'>): number[] {
  const rows = shape[0]!;
  const length = data.length / rows;
  const norms: number[] = [];
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let i = 0; i < length; i++) sum += data[r * length + i]! * data[r * length + i]!;
    norms.push(Math.sqrt(sum));
  }
  return norms;
}

describe('a random direction', () => {
  const weights = weightsOf();
  const direction = randomDirection(weights, 3, 1);

  it('moves convolutions and the classifier’s weights alone', () => {
    const moved = weights.filter(({ name }) => direction.has(name)).map(({ shape }) => shape.length);
    expect(new Set(moved)).toEqual(new Set([4, 2]));
    for (const { name, shape } of weights) if (shape.length === 1) expect(direction.has(name)).toBe(false);
  });

  it('has filters as long as the weights’ own, in every tensor', () => {
    for (const { name, shape, data } of weights) {
      const moved = direction.get(name);
      if (!moved) continue;
      const own = rowNorms({ shape, data });
      rowNorms({ shape, data: moved }).forEach((length, row) => {
        expect(Math.abs(length / own[row]! - 1), `${name} ${row}`).toBeLessThan(1e-6);
      });
    }
  });

  it('leaves a filter of zeros where it is', () => {
    const zero: NamedTensor = { name: 'a', shape: [2, 3], data: Float32Array.of(0, 0, 0, 1, 2, 2) };
    const moved = randomDirection([zero], 1, 1).get('a')!;
    expect(Math.hypot(...moved.subarray(0, 3))).toBe(0);
    expect(Math.hypot(...moved.subarray(3))).toBeCloseTo(3, 5);
  });

  it('is drawn from a normal distribution', () => {
    const ones: NamedTensor = {
      name: 'a',
      shape: [1, 100_000],
      data: new Float32Array(100_000).fill(1),
    };
    // So long a filter that normalising it changes each number by a thousandth: moments are those of the draws.
    const values = randomDirection([ones], 1, 1).get('a')!;
    const moment = (power: number) => values.reduce((sum, v) => sum + v ** power, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.02);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.1);
  });

  it('is the same for one seed and number, and another for others', () => {
    expect(randomDirection(weights, 3, 1)).toEqual(direction);
    const others = [randomDirection(weights, 3, 2), randomDirection(weights, 4, 1)];
    for (const other of others) expect(Math.abs(cosineOf(direction, other))).toBeLessThan(0.15);
    expect(cosineOf(direction, direction)).toBeCloseTo(1, 10);
  });

  it('moves the twin without shortcuts by the same numbers, where both have the same weights', () => {
    const plain = randomDirection(weightsOf('none'), 3, 1);
    for (const [name, values] of plain) expect(values).toEqual(direction.get(name));
  });
});

describe('displaced weights', () => {
  it('are the weights and so much of both directions', () => {
    const weights = weightsOf();
    const plane = [randomDirection(weights, 3, 1), randomDirection(weights, 3, 2)] as const;
    const moved = displaced(weights, plane, [0.5, -0.25]);
    expect(moved.map(({ name, shape }) => ({ name, shape }))).toEqual(
      weights.map(({ name, shape }) => ({ name, shape })),
    );
    for (const [t, { name, data }] of moved.entries()) {
      const [a, b] = plane.map((direction) => direction.get(name));
      for (let i = 0; i < data.length; i++) {
        const expected = weights[t]!.data[i]! + 0.5 * (a?.[i] ?? 0) - 0.25 * (b?.[i] ?? 0);
        expect(Math.abs(data[i]! - expected)).toBeLessThan(1e-6);
      }
    }
  });
});
