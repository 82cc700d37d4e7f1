/** The measuring of a landscape on the CPU: its numbers against loops in float64, its order, its bounds, its end. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { randomDirection } from '../../src/nn/directions.ts';
import * as tf from '../../src/nn/tf.ts';
import { openDevice } from '../../src/trainer/device.ts';
import {
  type LandscapeOptions,
  type LandscapeProgress,
  measureLandscape,
} from '../../src/trainer/measureLandscape.ts';
import { gridOrder, type Landscape, usualPlan } from '../../src/training/landscape.ts';
import { cpu, realPictures, tiny } from './kit.ts';
import { pointByLoops, stateOf } from './landscapeKit.ts';

const config = { ...tiny, engine: 'stock' } as const;
const plan = { ...usualPlan, size: 9, pictures: 6, seed: 3 } as const;
const state = stateOf(config);

let data: Dataset;
beforeAll(async () => {
  await openDevice();
  data = await realPictures({ ...config, trainImages: plan.pictures });
});

function measure(more: Partial<LandscapeOptions> = {}) {
  const told: LandscapeProgress[] = [];
  const options: LandscapeOptions = {
    config,
    state,
    plan,
    device: cpu,
    openData: async () => data,
    onProgress: (progress) => told.push(progress),
    now: () => 0,
    ...more,
  };
  return { told, done: measureLandscape(options) };
}

/** Places in the grid's order, and what is known of them. */
const places = (told: readonly LandscapeProgress[]) =>
  told.flatMap(({ points }) => (points ? Array.from(points.losses, (_, i) => points.from + i) : []));

describe('a landscape', () => {
  /** As the first test finds it. */
  let whole: Landscape | undefined;

  it('has at every point the loss of the moved weights with the statistics of the centre', async () => {
    const before = tf.memory().numTensors;
    const { told, done } = measure();
    const landscape = await done;
    expect(tf.memory().numTensors).toBe(before);
    whole = landscape;
    expect(landscape.losses).toHaveLength(81);
    const centre = pointByLoops(config, data, plan.pictures, state.weights);
    expect(landscape.centre.loss).toBeCloseTo(centre.loss, 5);
    expect(landscape.centre.accuracy).toBe(centre.accuracy);
    const directions = [1, 2].map((number) => randomDirection(state.weights, plan.seed, number));
    const order = gridOrder(plan.size);
    // Two corners, the centre, and a point of the finest level.
    for (const [column, row] of [
      [0, 0],
      [8, 0],
      [4, 4],
      [5, 3],
    ] as const) {
      const [x, y] = [column / 4 - 1, row / 4 - 1];
      const moved = state.weights.map((tensor) => {
        const [a, b] = directions.map((direction) => direction.get(tensor.name));
        const values = Float64Array.from(
          tensor.data,
          (value, i) => value + x * (a?.[i] ?? 0) + y * (b?.[i] ?? 0),
        );
        return { ...tensor, data: values };
      });
      const expected = pointByLoops(config, data, plan.pictures, moved);
      const at = order.indexOf(row * 9 + column);
      expect(Math.abs(landscape.losses[at]! / expected.loss - 1)).toBeLessThan(1e-4);
      expect(landscape.accuracies[at]).toBeCloseTo(expected.accuracy, 6);
    }
    // What is told on the way is what comes of it, and the coarsest grid is told as soon as it is there.
    expect(told[0]).toMatchObject({ done: 0, total: 81, ground: { x: [-1, 1], y: [-1, 1] } });
    expect(places(told)).toEqual(Array.from({ length: 81 }, (_, i) => i));
    expect(told.some((progress) => progress.done === 9)).toBe(true);
    expect(told.flatMap(({ points }) => (points ? [...points.losses] : []))).toEqual([...landscape.losses]);
  });

  it('goes on from the points that are known, to the same ones', async () => {
    const { told, done } = measure({ known: 70 });
    const rest = await done;
    expect(rest.losses).toEqual(whole?.losses.slice(70));
    expect(places(told)).toEqual(Array.from({ length: 11 }, (_, i) => 70 + i));
    expect(told.at(-1)).toMatchObject({ done: 81, total: 81 });
  });

  it('reaches a little further than the path of its run, along the path’s components', async () => {
    const point = (epoch: number, [a, b]: readonly [number, number]) => ({
      epoch,
      step: epoch,
      weights: state.weights
        .filter(({ shape }) => shape.length > 1)
        .map((tensor, i) => ({
          ...tensor,
          // The first tensor moves one way, the second another, the others stay.
          data: tensor.data.map((value, k) => (k === 0 && i < 2 ? value + (i === 0 ? a : b) : value)),
        })),
    });
    const path = {
      points: [point(0, [3, 0]), point(1, [2, 1]), point(2, [0.5, 0]), point(9, [99, 99])],
      step: 9,
      epoch: 9,
    };
    const inPlane = { ...plan, plane: 'path', seconds: 0 } as const;
    let clock = 0;
    const {
      x,
      y,
      path: found,
      cosine,
      losses,
    } = await measure({ plan: inPlane, path, now: () => clock++ }).done;
    expect(losses).toHaveLength(9);
    expect(cosine).toBeCloseTo(0, 5);
    expect(found?.places.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 9]);
    expect(found?.places[0]?.x).toBeLessThan(-2.9);
    expect(found?.places.at(-1)).toEqual({ epoch: 9, x: expect.closeTo(0, 9), y: expect.closeTo(0, 9) });
    expect((found?.shares[0] ?? 0) + (found?.shares[1] ?? 0)).toBeCloseTo(1, 9);
    // A square that has the path in its middle.
    expect(x[1] - x[0]).toBeCloseTo(y[1] - y[0], 9);
    expect(x[1] - x[0]).toBeCloseTo(1.4 * Math.abs(found?.places[0]?.x ?? 0), 9);
    for (const given of [undefined, { ...path, step: 1 }])
      await expect(measure({ plan: inPlane, path: given }).done).rejects.toMatchObject({
        problem: { kind: 'no-path' },
      });
  });

  it('ends after its time, but not before the coarsest grid is there', async () => {
    let clock = 0;
    const { done } = measure({ plan: { ...plan, seconds: 10 }, now: () => clock++ });
    const { losses } = await done;
    expect(losses.length).toBeGreaterThanOrEqual(9);
    expect(losses.length).toBeLessThan(15);
  });

  it('ends when it is told to, and tells of the points before', async () => {
    const before = tf.memory().numTensors;
    const stop = new AbortController();
    const told: LandscapeProgress[] = [];
    const { done } = measure({
      signal: stop.signal,
      onProgress: (progress) => {
        told.push(progress);
        if (progress.done === 9) stop.abort();
      },
    });
    await expect(done).rejects.toThrow(/abort/i);
    expect(places(told).length).toBeLessThan(15);
    expect(tf.memory().numTensors).toBe(before);
  });
});
