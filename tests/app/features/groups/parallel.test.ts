/** Parallel coordinates: which axes there are, where runs lie on them, and which is pointed at. */
import { describe, expect, it } from 'vitest';
import { labelledTicks, layoutOf, runAt } from '../../../../src/app/features/groups/layout.ts';
import { parallelOf } from '../../../../src/app/features/groups/parallel.ts';
import { groups as own } from '../../../../src/app/i18n/en/groups.ts';
import { en } from '../../../../src/app/i18n/en/index.ts';
import { presets } from '../../../../src/model/presets.ts';
import type { RunConfig } from '../../../../src/training/settings.ts';
import { groupRecords, type StoredRun } from '../../groupRecords.ts';

const run = (
  id: string,
  settings: Partial<RunConfig>,
  last: number,
  more: Partial<StoredRun> = {},
): StoredRun => ({
  id,
  settings: { epochs: 2, ...settings },
  accuracies: [0.75, last],
  ...more,
});
const of = (...runs: readonly StoredRun[]) => parallelOf(en, own, groupRecords(runs));
const placesOf = ({ runs }: ReturnType<typeof of>, id: string) =>
  runs.find((one) => one.id === id)!.places.map((place) => Number(place.toFixed(3)));

describe('axes', () => {
  it('are what was varied and what it came to, by the logarithm where values span powers of ten', () => {
    const found = of(
      run('a', { learningRate: 0.001, batchSize: 64 }, 0.7),
      run('b', { learningRate: 0.1, batchSize: 128 }, 0.8),
      run('c', { learningRate: 0.01, batchSize: 96 }, 0.6),
    );
    expect(found.axes.map(({ id, scale }) => [id, scale])).toEqual([
      ['learningRate', 'log'],
      ['batchSize', 'linear'],
      ['last', 'linear'],
      ['best', 'linear'],
    ]);
    expect(placesOf(found, 'c').slice(0, 3)).toEqual([0.5, 0.5, 0]);
    // The best one first, with all that is said of it.
    expect(found.runs.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(found.runs[0]!.text.replaceAll('\u00a0', ' ')).toBe(
      'b: learning rate 0.1, batch size 128, seed 1, last 80.0 %, best 80.0 %',
    );
    expect(found.axes[0]!.ticks.map(({ label }) => label)).toEqual(['0.001', '0.01', '0.1']);
  });

  it('stand in order where 0 is among powers of ten, and of names by the numbers in them', () => {
    const found = of(
      run('a', { ...presets.resnet110, weightDecay: 0 }, 0.7),
      run('b', { ...presets.resnet20, weightDecay: 0.00001 }, 0.7),
      run('c', { ...presets.resnet8, weightDecay: 0.01 }, 0.7),
    );
    expect(
      found.axes.slice(0, 2).map(({ id, scale, ticks }) => [id, scale, ticks.map(({ label }) => label)]),
    ).toEqual([
      ['model', 'points', ['ResNet-8', 'ResNet-20', 'ResNet-110']],
      ['weightDecay', 'points', ['0', '0.00001', '0.01']],
    ]);
    expect(placesOf(found, 'b').slice(0, 2)).toEqual([0.5, 0.5]);
  });

  it('have a place of their own for runs without a figure, and for settings without effect', () => {
    const found = of(
      run('a', { learningRate: 0.1 }, 0.7),
      run('b', { learningRate: 0.2 }, 0.8),
      run('lost', { learningRate: 0.4 }, 0.1, { end: 'diverged' }),
    );
    expect(placesOf(found, 'lost').slice(1)).toEqual([0, 0]);
    expect(placesOf(found, 'a')[1]).toBeGreaterThan(0.1);
    expect(found.axes[1]!.ticks[0]).toEqual({ place: 0, label: 'none' });
    expect(found.runs.at(-1)).toMatchObject({ id: 'lost', diverged: true, last: undefined });
    expect(found.runs.at(-1)!.text).toMatch(/seed 1, diverged$/);
    const plain = of(
      run('a', { stochasticDepth: 0.5 }, 0.7),
      run('b', { stochasticDepth: 0.2 }, 0.8),
      run('c', { shortcut: 'none', stochasticDepth: 0.5 }, 0.8),
    );
    const at = plain.axes.findIndex(({ id }) => id === 'stochasticDepth');
    expect(plain.axes[at]!.ticks.map(({ label }) => label)).toEqual([en.runs.noEffect, '0.2', '0.5']);
    expect(placesOf(plain, 'c')[at]).toBe(0);
  });

  it('have numbers for one run, for runs without any figure, and for equal figures', () => {
    for (const found of [
      of(run('a', {}, 0.7)),
      of(run('a', {}, Number.NaN, { end: 'diverged' })),
      of(run('a', { seed: 1 }, 0.75), run('b', { seed: 2 }, 0.75)),
    ]) {
      expect(found.axes.map(({ id }) => id)).toEqual(['last', 'best']);
      for (const { places } of found.runs)
        for (const place of places) expect(place >= 0 && place <= 1, String(place)).toBe(true);
    }
  });

  it('are eight settings at most, and say how many more there are', () => {
    const many: Partial<RunConfig> = {
      learningRate: 0.2,
      batchSize: 64,
      momentum: 0.8,
      weightDecay: 0.01,
      warmup: 3,
      labelSmoothing: 0.1,
      trainImages: 1000,
      testImages: 1000,
      width: 8,
      epochs: 3,
    };
    const found = of(run('a', {}, 0.7), run('b', many, 0.8));
    expect(found.axes).toHaveLength(10);
    expect(found.more).toBe(1);
  });
});

describe('a layout', () => {
  const parallel = of(run('a', { learningRate: 0.1 }, 0.5), run('b', { learningRate: 0.2 }, 0.9));

  it('has axes beside one another where there is room, else below one another', () => {
    expect(layoutOf(1040, 10)).toMatchObject({ upright: true, height: 300 });
    const narrow = layoutOf(320, 10);
    expect(narrow).toMatchObject({ upright: false });
    expect(narrow.height).toBeGreaterThan(500);
    for (const axis of [0, 9]) {
      for (const place of [0, 1]) {
        const { x, y } = narrow.spot(axis, place);
        expect(x > 0 && x < 320 && y > 0 && y < narrow.height).toBe(true);
      }
    }
  });

  it.each([1000, 320])('finds the line that is pointed at, %i pixels wide', (width) => {
    const layout = layoutOf(width, parallel.axes.length);
    for (const { id, places } of parallel.runs) {
      const [from, to] = [layout.spot(0, places[0]!), layout.spot(1, places[1]!)];
      const at = { x: from.x + (to.x - from.x) / 5, y: from.y + (to.y - from.y) / 5 };
      expect(runAt(parallel, layout, at)).toBe(id);
    }
    const between = layout.spot(1, 0.5);
    expect(runAt(parallel, layout, between)).toBeUndefined();
  });

  it('leaves out labels that would run into others, but not those at the ends', () => {
    const ticks = Array.from({ length: 60 }, (_, i) => ({ place: i / 59, label: `${i}` }));
    const axis = { id: 'last', title: '', scale: 'linear', ticks } as const;
    const kept = labelledTicks(axis, layoutOf(320, 10), () => 20);
    expect(kept.length).toBeLessThan(13);
    expect([kept[0]!.place, kept.at(-1)!.place]).toEqual([0, 1]);
  });
});
