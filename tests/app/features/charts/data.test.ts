/** Smoothing, thinning, ticks and zoom. */
import { describe, expect, it } from 'vitest';
import {
  axisEnd,
  clockTicks,
  fitSpan,
  linearTicks,
  logTicks,
  roundLogSpan,
  roundSpan,
  scaleOf,
} from '../../../../src/app/features/charts/data/axis.ts';
import {
  drawnPoints,
  inWindow,
  largestTriangles,
  lowsAndHighs,
  smoothed,
} from '../../../../src/app/features/charts/data/points.ts';
import type { Point, Sample } from '../../../../src/app/features/charts/data/samples.ts';
import { nearest } from '../../../../src/app/features/charts/data/scene.ts';
import { dragged, moved } from '../../../../src/app/features/charts/data/zoom.ts';
import { accuracy as accuracyChart } from '../../../../src/app/features/charts/kinds/accuracy.ts';
import { loss as lossChart } from '../../../../src/app/features/charts/kinds/loss.ts';

const points = (...ys: number[]): Point[] => ys.map((y, i) => ({ x: i + 1, y }));
const many = (n: number, y: (i: number) => number): Point[] =>
  points(...Array.from({ length: n }, (_, i) => y(i)));
const ys = (list: readonly Point[]) => list.map((p) => p.y);

/** A value for each so many steps. */
const samples = (values: readonly number[], stride = 1): Sample[] =>
  values.map((value, i) => ({ step: (i + 1) * stride, epoch: i, seconds: i, value }));
const valuesOf = (list: readonly Sample[]) => list.map(({ value }) => value);

describe('smoothed', () => {
  it('is the mean of all so far, weighed down by the power of their age', () => {
    const window = 2.5;
    const s = 1 - 1 / window;
    const values = [3, 1, 4, 1, 5];
    const expected = values.map((_, n) => {
      const weights = values.slice(0, n + 1).map((_, i) => s ** (n - i));
      const total = weights.reduce((a, b) => a + b);
      return weights.reduce((sum, w, i) => sum + w * (values[i] ?? 0), 0) / total;
    });
    for (const [i, y] of valuesOf(smoothed(samples(values), window)).entries())
      expect(y).toBeCloseTo(expected[i]!, 12);
  });

  it.each([20, 200])('averages over %i steps, however many steps a point stands for', (window) => {
    // A falling line with noise that repeats every 16 steps; its points are means over 1, 4 and 16 of them.
    const measured = Array.from({ length: 6400 }, (_, i) => 3 - i / 6400 + Math.sin((i * Math.PI) / 8));
    const meansOver = (stride: number) =>
      Array.from({ length: measured.length / stride }, (_, i) => {
        const part = measured.slice(i * stride, (i + 1) * stride);
        return part.reduce((sum, value) => sum + value) / stride;
      });
    const endsOver = (stride: number) =>
      valuesOf(smoothed(samples(meansOver(stride), stride), window)).filter(
        (_, i) => (i + 1) % (16 / stride) === 0,
      );
    const fine = endsOver(1);
    for (const stride of [4, 16])
      for (const [i, value] of endsOver(stride).entries())
        if (i > 10) expect(Math.abs(value - fine[i]!)).toBeLessThan(window === 20 ? 0.25 : 0.02);
    // It lags by as many steps as it averages over.
    expect(endsOver(16).at(-1)! - (2 + 1 / 6400)).toBeCloseTo(window / 6400, 2);
  });

  it('leaves a constant exactly as it is, and what is no number out', () => {
    expect(new Set(valuesOf(smoothed(samples(Array(500).fill(0.1), 7), 30)))).toEqual(new Set([0.1]));
    expect(valuesOf(smoothed(samples([1, Number.NaN, 1, 1]), 30))).toEqual([1, Number.NaN, 1, 1]);
  });

  it('leaves one or two values, and no smoothing, alone', () => {
    expect(valuesOf(smoothed(samples([1, 9]), 10))).toEqual([1, 9]);
    expect(valuesOf(smoothed(samples([1, 9, 1]), 0))).toEqual([1, 9, 1]);
  });
});

describe('largestTriangles', () => {
  it('leaves few points alone', () => {
    const few = many(drawnPoints, (i) => i);
    expect(largestTriangles(few)).toBe(few);
  });

  it('keeps both ends, the order and the one point that stands out', () => {
    const thin = largestTriangles(
      many(5000, (i) => (i === 1777 ? 50 : Math.sin(i / 400))),
      100,
    );
    expect(thin).toHaveLength(100);
    expect([thin[0]?.x, thin[99]?.x]).toEqual([1, 5000]);
    expect(ys(thin)).toContain(50);
    expect(thin.every((p, i) => i === 0 || p.x > thin[i - 1]!.x)).toBe(true);
  });
});

describe('lowsAndHighs', () => {
  it('keeps the lowest and the highest of every stretch, in the order they came in', () => {
    const thin = lowsAndHighs(points(5, 1, 9, 5, 8, 2, 5, 5), 4);
    expect(ys(thin)).toEqual([1, 9, 8, 2]);
  });

  it('counts what was merged into a point', () => {
    const merged: Point[] = [...points(5, 5, 5), { x: 4, y: 6, low: 2, high: 40 }];
    expect(ys(lowsAndHighs(merged, 4))).toEqual([5, 2, 40]);
  });

  it('has at most as many as asked for', () => {
    expect(
      lowsAndHighs(
        many(60_000, (i) => Math.sin(i)),
        300,
      ).length,
    ).toBeLessThanOrEqual(300);
  });
});

describe('inWindow', () => {
  it('has one neighbour on each side', () => {
    const list = many(100, (i) => i);
    expect(inWindow(list, 20, 22).map((p) => p.x)).toEqual([19, 20, 21, 22]);
    expect(inWindow(list, 20.5, 22.5).map((p) => p.x)).toEqual([20, 21, 22, 23]);
    expect(inWindow(list, 0, 1000)).toBe(list);
  });
});

describe('ticks', () => {
  it('are round and inside', () => {
    expect(linearTicks({ from: 0, to: 1 })).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks({ from: 0, to: 10 })).toEqual([0, 2, 4, 6, 8, 10]);
    expect(linearTicks({ from: 0.13, to: 0.38 })).toEqual([0.15, 0.2, 0.25, 0.3, 0.35]);
    expect(linearTicks({ from: 0, to: 0.05 })).toEqual([0, 0.01, 0.02, 0.03, 0.04, 0.05]);
  });

  it('of a clock are those of a clock', () => {
    expect(clockTicks({ from: 0, to: 200 })).toEqual([0, 60, 120, 180]);
    expect(clockTicks({ from: 0, to: 20_000 })).toEqual([0, 7200, 14_400]);
  });

  it('of a log axis are powers of ten, or 1, 2 and 5 where those would be few', () => {
    expect(logTicks({ from: 0.001, to: 1000 })).toEqual([0.001, 0.01, 0.1, 1, 10, 100, 1000]);
    expect(logTicks({ from: 0.2, to: 5 })).toEqual([0.2, 0.5, 1, 2, 5]);
    expect(logTicks({ from: 1.1, to: 1.4 })).toEqual([1.1, 1.2, 1.3, 1.4]);
    expect(logTicks({ from: 1e-30, to: 1e30 }).length).toBeLessThan(12);
  });

  it.each([
    [0, 2.37, 0, 2.5],
    [0.31, 0.44, 0.3, 0.45],
    [0, 31, 0, 40],
    [3, 3, 2.7, 3.3],
  ])('hold %d to %d between %d and %d', (low, high, from, to) => {
    const span = roundSpan(low, high);
    expect(span.from).toBeCloseTo(from, 9);
    expect(span.to).toBeCloseTo(to, 9);
  });

  it('hold what is on a log axis', () => {
    expect(roundLogSpan(0.013, 7)).toEqual({ from: 0.01, to: 10 });
    expect(roundLogSpan(0.3, 0.3)).toEqual({ from: 0.2, to: 0.5 });
    expect(roundLogSpan(2, 2)).toEqual({ from: 1, to: 4 });
  });
});

describe('fitSpan', () => {
  const share = { from: 0, to: 1 };
  const loss = { from: 0, to: Number.POSITIVE_INFINITY };
  it.each([
    [0.08, 0.12, { least: 0.15, towards: 'above' }, share, 0.05, 0.2],
    [0.1, 0.45, { least: 0.15, towards: 'above' }, share, 0.1, 0.5],
    [0.1, 0.93, { least: 0.15, towards: 'above' }, share, 0, 1],
    [0.951, 0.99, { least: 0.15, towards: 'above' }, share, 0.85, 1],
    [2.1, 2.35, { least: 0.5, towards: 'below' }, loss, 1.9, 2.4],
    [0.02, 0.1, { least: 0.5, towards: 'below' }, loss, 0, 0.5],
    [0.02, 2.37, { least: 0.5, towards: 'below' }, loss, 0, 2.5],
  ] as const)('holds %d to %d as told', (low, high, fit, bounds, from, to) => {
    const span = fitSpan(low, high, fit, bounds);
    expect(span.from).toBeCloseTo(from, 9);
    expect(span.to).toBeCloseTo(to, 9);
  });

  /** Shapes of recorded runs: what accuracy and loss do in the first steps, over a run, and in one that goes on with weights. */
  const shapes = {
    accuracy: (share: number) => 0.1 + 0.83 * (1 - Math.exp(-5 * share)),
    'accuracy of trained weights': (share: number) => 0.9 + 0.03 * share,
    loss: (share: number) => 0.05 + 2.3 * Math.exp(-4 * share),
  };
  it.each(Object.entries(shapes))(
    'follows %s in few steps, and holds all of it without much air',
    (name, shape) => {
      const { bounds, fit } = name === 'loss' ? lossChart.y : accuracyChart.y;
      const updates = 4000;
      const seen: number[] = [];
      const spans: string[] = [];
      for (let i = 1; i <= updates; i++) {
        const noise = 0.02 * Math.sin(i * 12.9898) * Math.cos(i);
        seen.push(Math.min(1e9, shape(i / updates) + noise));
        if (i % 10 !== 0) continue;
        const [low, high] = [Math.min(...seen), Math.max(...seen)];
        const span = fitSpan(low, high, fit, bounds);
        expect(span.from).toBeLessThanOrEqual(low);
        expect(span.to).toBeGreaterThanOrEqual(Math.min(high, bounds.to));
        const used = (high - low) / (span.to - span.from);
        if (high - low > 2 * fit.least) expect(used, `${span.from} to ${span.to}`).toBeGreaterThan(0.5);
        if (spans.at(-1) !== String([span.from, span.to])) spans.push(String([span.from, span.to]));
      }
      expect(spans.length, spans.join(' | ')).toBeLessThanOrEqual(10);
      expect(new Set(spans).size, 'an axis never comes back').toBe(spans.length);
    },
  );
});

describe('axisEnd', () => {
  it.each([
    [0.004, 10, 0.005],
    [0.3, 10, 0.5],
    [1.5, 10, 2],
    [3, 10, 5],
    [6, 10, 10],
    [6, 8, 8],
    [0.7, 1, 1],
    [130, 300, 200],
    [0, 10, 10],
    [12, 10, 12],
  ])('after %d of %d is %d', (reached, planned, end) => {
    expect(axisEnd(reached, planned)).toBe(end);
  });
  it('has no end where none is planned', () => expect(axisEnd(61)).toBe(100));
});

describe('places on an axis', () => {
  it.each([
    { from: 0, to: 10, log: false, ticks: [] },
    { from: 0.01, to: 100, log: true, ticks: [] },
  ])('go there and back, log: $log', (axis) => {
    const scale = scaleOf(axis);
    for (const share of [0, 0.25, 0.5, 1]) expect(scale(scale.invert(share))).toBeCloseTo(share, 12);
    expect(scale.invert(0.5)).toBeCloseTo(axis.log ? 1 : 5, 9);
  });

  it('nearest finds the nearest', () => {
    const list: Point[] = [1, 2, 4, 8, 16].map((x) => ({ x, y: 10 * x }));
    expect([0, 1.4, 1.6, 3.1, 11.9, 12.1, 99].map((x) => nearest(list, x)?.x)).toEqual([
      1, 1, 2, 4, 8, 16, 16,
    ]);
    expect(nearest([], 1)).toBeUndefined();
  });
});

describe('zoom', () => {
  const whole = { from: 0, to: 100, log: false };
  it('halves around the middle, and back to the whole', () => {
    const zoomed = moved(whole, undefined, 'in');
    expect(zoomed).toEqual({ from: 25, to: 75 });
    expect(moved(whole, zoomed, 'in')).toEqual({ from: 37.5, to: 62.5 });
    expect(moved(whole, zoomed, 'out')).toBeUndefined();
  });

  it('pans a quarter and stays inside', () => {
    expect(moved(whole, { from: 20, to: 60 }, 'right')).toEqual({ from: 30, to: 70 });
    expect(moved(whole, { from: 5, to: 45 }, 'left')).toEqual({ from: 0, to: 40 });
    expect(moved(whole, { from: 70, to: 95 }, 'right')).toEqual({ from: 75, to: 100 });
  });

  it('follows a drag in both directions and on a log axis', () => {
    expect(dragged(whole, 60, 20)).toEqual({ from: 20, to: 60 });
    const span = dragged({ from: 0.01, to: 100, log: true }, 0.1, 1);
    expect(span?.from).toBeCloseTo(0.1, 9);
    expect(span?.to).toBeCloseTo(1, 9);
  });

  it('has a finest', () => {
    let zoom = moved(whole, undefined, 'in');
    for (let i = 0; i < 40; i++) zoom = moved(whole, zoom, 'in');
    expect(zoom!.to - zoom!.from).toBeCloseTo(0.05, 6);
  });
});
