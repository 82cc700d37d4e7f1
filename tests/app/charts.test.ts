import { describe, expect, it } from 'vitest';
import { axisEnd, axisTicks, curveRows, drawnPoints, lossTicks } from '../../src/app/charts/rows.ts';
import { appendStep, emptySeries } from '../../src/app/store/series.ts';
import { epoch, step } from './events.ts';

describe('curveRows', () => {
  it('joins train and test values in the order of epochs', () => {
    const series = [5, 10, 15].reduce((s, n) => appendStep(s, step(n), n - 5), emptySeries);
    const rows = curveRows({ series, epochs: [epoch(1)] });
    expect(rows.map((row) => row.epoch)).toEqual([0.5, 1, 1, 1.5]);
    expect(rows.filter((row) => row.testLoss !== undefined)).toEqual([
      { epoch: 1, testLoss: 2.1, testAccuracy: 0.4 },
    ]);
  });

  it('draws a bounded number of points and leaves out what is not a number', () => {
    let series = emptySeries;
    for (let n = 1; n <= 1500; n++) series = appendStep(series, step(n), n - 1);
    expect(curveRows({ series, epochs: [] }).length).toBeLessThanOrEqual(drawnPoints);
    const broken = appendStep(emptySeries, step(1, { trainLoss: Number.NaN }), 0);
    expect(curveRows({ series: broken, epochs: [] })[0]?.trainLoss).toBeUndefined();
  });
});

describe('axes', () => {
  it.each([
    [0.004, 10, 0.01],
    [0.3, 10, 0.5],
    [1.5, 10, 2],
    [3, 10, 5],
    [6, 10, 10],
    [6, 8, 8],
    [0.7, 1, 1],
    [130, 300, 200],
  ])('after %d of %d epochs the axis ends at %d', (reached, epochs, end) => {
    expect(axisEnd(reached, epochs)).toBe(end);
  });

  it('has round ticks', () => {
    expect(axisTicks(1)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(axisTicks(10)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(axisTicks(0.05)).toEqual([0, 0.01, 0.02, 0.03, 0.04, 0.05]);
  });

  it('holds the highest loss', () => {
    expect(lossTicks([])).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
    for (const trainLoss of [0.013, 0.4, 2.37, 2.5, 7, 31]) {
      const ticks = lossTicks([{ epoch: 1, trainLoss }]);
      expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(trainLoss);
      expect(ticks[ticks.length - 1]).toBeLessThanOrEqual(trainLoss * 1.6);
    }
  });
});
