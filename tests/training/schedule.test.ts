/** Learning-rate schedules at their corners and over whole runs. */
import { describe, expect, it } from 'vitest';
import {
  learningRateAt,
  scheduleDrops,
  scheduleFactor,
  schedulePoints,
} from '../../src/training/schedule.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';

type Schedule = RunConfig['schedule'];
const config = (schedule: Schedule, warmup = 0, epochs = 10) => ({
  ...defaultConfig,
  schedule,
  warmup,
  epochs,
});
const curve = (c: RunConfig, total: number) =>
  Array.from({ length: total }, (_, step) => scheduleFactor(c, step, total));

describe('one-cycle', () => {
  it('rises in a line over 30 % of the steps and falls in a line', () => {
    const f = curve(config('onecycle'), 10);
    // 3 steps up to 1, 7 down towards 0.
    const expected = [1 / 3, 2 / 3, 1, 7 / 8, 6 / 8, 5 / 8, 4 / 8, 3 / 8, 2 / 8, 1 / 8];
    f.forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i] as number, 12);
    });
  });

  it('ignores a warm-up: it has its own', () => {
    expect(curve(config('onecycle', 5), 40)).toEqual(curve(config('onecycle'), 40));
  });
});

describe('the others', () => {
  it('cosine passes through a half at half time', () => {
    const f = curve(config('cosine'), 100);
    expect(f[0]).toBe(1);
    expect(f[50]).toBeCloseTo(0.5, 12);
    expect(f[99]).toBeCloseTo((1 + Math.cos(0.99 * Math.PI)) / 2, 12);
  });

  it('step drops tenfold at 1/2 and 3/4', () => {
    const f = curve(config('step'), 64);
    expect([f[0], f[31], f[32], f[47], f[48], f[63]]).toEqual([1, 1, 0.1, 0.1, 0.01, 0.01]);
  });

  it('constant stays, after a warm-up that rises in a line', () => {
    const f = curve(config('constant', 1, 10), 40);
    expect(f.slice(0, 5)).toEqual([1 / 5, 2 / 5, 3 / 5, 4 / 5, 1]);
    expect(f.slice(4)).toEqual(Array(36).fill(1));
  });

  it('a warm-up longer than the run still ends', () => {
    expect(curve(config('cosine', 100, 10), 4)).toEqual([1 / 5, 2 / 5, 3 / 5, 4 / 5]);
  });
});

const all: Schedule[] = ['onecycle', 'cosine', 'step', 'constant'];
describe.each(all)('%s', (schedule) => {
  it.each([1, 2, 3, 7, 1000])('wastes no step and never passes the peak in %i steps', (total) => {
    for (const warmup of [0, 2]) {
      for (const f of curve(config(schedule, warmup), total)) {
        expect(f).toBeGreaterThan(0);
        expect(f).toBeLessThanOrEqual(1);
      }
    }
  });

  it('scales with the learning rate', () => {
    const c = config(schedule);
    expect(learningRateAt({ ...c, learningRate: 0.4 }, 3, 20)).toBeCloseTo(
      4 * learningRateAt({ ...c, learningRate: 0.1 }, 3, 20),
      12,
    );
  });
});

describe('schedulePoints', () => {
  const run = { ...defaultConfig, epochs: 4, trainImages: 1000, batchSize: 100 };

  it('go from the first step to the last, in epochs', () => {
    const points = schedulePoints(run);
    expect(points).toHaveLength(40);
    expect(points[0]).toEqual({ epoch: 0, learningRate: learningRateAt(run, 0, 40) });
    expect(points[39]).toEqual({ epoch: 3.9, learningRate: learningRateAt(run, 39, 40) });
    for (const point of points)
      expect(point.learningRate).toBe(learningRateAt(run, Math.round(point.epoch * 10), 40));
  });

  it('are no more than asked for, and still reach both ends', () => {
    const long = { ...run, epochs: 1000 };
    const points = schedulePoints(long, 50);
    expect(points).toHaveLength(50);
    expect(points[49]?.epoch).toBeCloseTo(999.9, 9);
    const highest = Math.max(...points.map((p) => p.learningRate));
    expect(highest).toBeGreaterThan(0.9 * long.learningRate);
  });

  it('are one for a run of one step', () => {
    const one = { ...run, epochs: 1, batchSize: 1000 };
    expect(schedulePoints(one)).toEqual([{ epoch: 0, learningRate: learningRateAt(one, 0, 1) }]);
  });
});

describe('scheduleDrops', () => {
  const drop = (config: RunConfig, total: number) =>
    Array.from({ length: total - 1 }, (_, i) => i + 1)
      .filter((step) => scheduleFactor(config, step, total) < scheduleFactor(config, step - 1, total) * 0.5)
      .map((step) => ({ step, learningRate: learningRateAt(config, step, total) }));

  it.each([
    [0, 20],
    [0, 21],
    [1, 23],
    [2, 391],
  ])('are the steps at which the factor falls, after %d epochs of warm-up of %d steps', (warmup, total) => {
    const config: RunConfig = { ...defaultConfig, schedule: 'step', epochs: 10, warmup };
    const found = scheduleDrops(config, total);
    expect(found).toHaveLength(2);
    expect(found).toEqual(drop(config, total));
  });

  it('are none of the other schedules', () => {
    expect(scheduleDrops({ ...defaultConfig, schedule: 'cosine' }, 100)).toEqual([]);
  });
});
