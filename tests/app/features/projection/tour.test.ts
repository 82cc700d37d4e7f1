/** The path of planes: orthonormal all along, the same for the same time, and where a hand puts an axis. */
import { describe, expect, it } from 'vitest';
import {
  classDirections,
  dimensionsOf,
  dragged,
  type Plane,
  project,
  star,
  startOf,
  turned,
} from '../../../../src/app/features/projection/tour.ts';

const dot = (u: Float64Array, v: Float64Array) => u.reduce((sum, x, i) => sum + x * v[i]!, 0);
/** How far a pair is from orthonormal. */
const fault = ({ a, b }: Plane) =>
  Math.max(Math.abs(dot(a, a) - 1), Math.abs(dot(b, b) - 1), Math.abs(dot(a, b)));
const distance = (p: Plane, q: Plane) =>
  Math.hypot(...[...p.a].map((x, i) => x - q.a[i]!), ...[...p.b].map((x, i) => x - q.b[i]!));
const at = (plane: Plane, direction: Float64Array) => [...project(plane, direction)];

describe('directions of classes', () => {
  it.each([2, 3, 10, 43])('of %i are the corners of a regular simplex around the middle', (classes) => {
    const directions = classDirections(classes);
    for (const [i, u] of directions.entries())
      for (const [j, v] of directions.entries())
        expect(dot(u, v)).toBeCloseTo(i === j ? 1 - 1 / classes : -1 / classes, 12);
    expect(directions[0]).toHaveLength(dimensionsOf(classes));
  });
});

describe('the tour', () => {
  it.each([2, 3, 4, 10, 43])('of %i classes is orthonormal wherever it is', (classes) => {
    for (const seconds of [0, 0.1, 7, 1234.5])
      expect(fault(turned(star(classes), seconds))).toBeLessThan(1e-9);
  });

  it('begins with all axes equally long and at even distances', () => {
    const ends = classDirections(10).map((direction) => at(star(10), direction));
    ends.forEach(([x, y], k) => {
      expect(Math.hypot(x!, y!)).toBeCloseTo(Math.sqrt(0.2), 6);
      expect(x).toBeCloseTo(Math.sqrt(0.2) * Math.cos((2 * Math.PI * k) / 10), 6);
    });
  });

  it('moves evenly and slowly, never comes back, and is the same for the same time', () => {
    const start = star(10);
    const steps = Array.from(
      { length: 200 },
      (_, i) => distance(turned(start, i), turned(start, i + 0.01)) / 0.01,
    );
    expect(Math.max(...steps)).toBeLessThan(1.2);
    expect(Math.min(...steps)).toBeGreaterThan(0.1);
    for (let i = 20; i < 2000; i++) expect(distance(start, turned(start, i))).toBeGreaterThan(0.15);
    expect(turned(star(10), 12.3)).toEqual(turned(star(10), 12.3));
  });

  it('goes on from a plane that was moved', () => {
    const moved = turned(star(10), 99);
    expect(distance(turned(startOf(moved, 5), 5), moved)).toBeLessThan(1e-12);
  });

  it('is linear: halfway between two points lies halfway between their places', () => {
    const plane = turned(star(10), 3);
    const [p, q] = [
      Float32Array.from({ length: 9 }, (_, i) => i),
      Float32Array.from({ length: 9 }, (_, i) => i * i - 9),
    ];
    const half = project(
      plane,
      p.map((x, i) => (x + q[i]!) / 2),
    );
    const [from, to] = [project(plane, p), project(plane, q)];
    for (const i of [0, 1]) expect(half[i]).toBeCloseTo((from[i]! + to[i]!) / 2, 4);
  });
});

describe('an axis that is dragged', () => {
  const plane = turned(star(10), 8);
  const directions = classDirections(10);

  it.each([
    [0, [0.3, -0.4]],
    [3, [-0.8, 0.1]],
    [9, [0, 0]],
    [5, [0.7, 0.6]],
  ] as const)('of class %i lies at %j, and the plane is orthonormal', (k, to) => {
    const made = dragged(plane, directions[k]!, to);
    expect(fault(made)).toBeLessThan(1e-9);
    const [x, y] = at(made, directions[k]!);
    expect(x).toBeCloseTo(to[0], 6);
    expect(y).toBeCloseTo(to[1], 6);
  });

  it('goes no farther than it is long', () => {
    const made = dragged(plane, directions[2]!, [3, 4]);
    expect(fault(made)).toBeLessThan(1e-6);
    const [x, y] = at(made, directions[2]!);
    expect(Math.hypot(x!, y!)).toBeCloseTo(0.999 * Math.sqrt(0.9), 5);
    expect(y! / x!).toBeCloseTo(4 / 3, 5);
  });

  it('stays where it is put where it was, and moves little for little', () => {
    const [x, y] = at(plane, directions[4]!) as [number, number];
    expect(distance(dragged(plane, directions[4]!, [x, y]), plane)).toBeLessThan(1e-6);
    expect(distance(dragged(plane, directions[4]!, [x + 0.01, y]), plane)).toBeLessThan(0.03);
  });

  it('leaves a plane alone that has no way to turn', () => {
    expect(dragged(star(2), classDirections(2)[0]!, [0.1, 0.1])).toEqual(star(2));
  });
});
