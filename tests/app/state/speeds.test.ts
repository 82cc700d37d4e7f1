/** What is remembered of a device's speed, and where it comes from. */
import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { newBench } from '../../../src/app/state/bench.ts';
import { newPage, type PageState } from '../../../src/app/state/page.ts';
import { foldEvent, newRun } from '../../../src/app/state/run.ts';
import {
  followSpeeds,
  nearestSpeed,
  noteSpeed,
  type Speed,
  speedsFrom,
} from '../../../src/app/state/speeds.ts';
import type { TextStorage } from '../../../src/app/storage/persisted.ts';
import { summaryOf } from '../../../src/model/summary.ts';
import type { BenchReport, BenchResult } from '../../../src/training/benchReport.ts';
import { makeSpec } from '../../specs.ts';
import { benchResult, config, device, epoch, runId, start, step } from '../events.ts';

const speed = (macs: number, imagesPerSecond: number, more: Partial<Speed> = {}): Speed => ({
  device: 'webgpu G',
  engine: 'fused',
  macs,
  imagesPerSecond,
  ...more,
});
const memory = (): TextStorage => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  return () => storage;
};

describe('noteSpeed', () => {
  it('replaces what was known of a network and keeps the rest, the newest last', () => {
    const known = [speed(10, 1), speed(20, 2), speed(10, 3, { engine: 'stock' })];
    expect(noteSpeed(known, speed(10, 9))).toEqual([known[1], known[2], speed(10, 9)]);
  });
  it('forgets the oldest of very many', () => {
    const many = Array.from({ length: 200 }, (_, i) => speed(i + 1, 1)).reduce(
      noteSpeed,
      [] as readonly Speed[],
    );
    expect(many.length).toBeLessThan(100);
    expect(many[many.length - 1]?.macs).toBe(200);
  });
});

describe('nearestSpeed', () => {
  it('compares costs by their ratio, on one device and engine', () => {
    const speeds = [
      speed(10, 1),
      speed(100, 2),
      speed(40, 3, { device: 'x' }),
      speed(40, 4, { engine: 'stock' }),
    ];
    const near = (macs: number) => nearestSpeed(speeds, { device: 'webgpu G', engine: 'fused', macs });
    expect(near(30)?.macs).toBe(10);
    expect(near(35)?.macs).toBe(100);
    expect(nearestSpeed([], { device: 'webgpu G', engine: 'fused', macs: 1 })).toBeUndefined();
  });
});

describe('speedsFrom', () => {
  it('reads back what was written and drops what is not ours', () => {
    const stored = [speed(10, 1), { macs: 3 }, null, speed(-1, 2)];
    expect(speedsFrom({ speeds: stored })).toEqual({ speeds: [speed(10, 1)] });
    for (const damaged of [undefined, '', 3, null, {}, { speeds: 3 }])
      expect(speedsFrom(damaged)).toEqual({ speeds: [] });
  });
});

describe('a page that is followed', () => {
  const page = () =>
    createStore<PageState>(() => ({
      ...newPage(config),
      device: { ...device, backend: 'webgpu', name: 'G' },
    }));
  const report = (...results: BenchResult[]): BenchReport => ({ device: 'G', rooflineGflops: 8, results });

  it('leaves the speeds of its measurements, each once', () => {
    const store = page();
    const speeds = followSpeeds(store, memory());
    const models = (['resnet8', 'resnet20'] as const).map((name) => ({ spec: makeSpec(name), batchSize: 8 }));
    const bench = newBench('b', { models, steps: 1, engines: ['fused', 'stock'] });
    const [first, second] = models.map(({ spec }) => summaryOf(spec).macs) as [number, number];
    store.setState({ bench });
    expect(speeds.getState().speeds).toEqual([]);
    const one = report(benchResult('fused', 50), benchResult('stock', 5));
    store.setState({ bench: { ...bench, reports: [one] } });
    expect(speeds.getState().speeds).toEqual([speed(first, 50), speed(first, 5, { engine: 'stock' })]);
    store.setState({ bench: { ...bench, reports: [one, report(benchResult('fused', 20))] } });
    expect(speeds.getState().speeds).toHaveLength(3);
    expect(speeds.getState().speeds[2]).toEqual(speed(second, 20));
  });

  it('leaves the speed of a run after its first steps, long before an epoch is over, and only once', () => {
    const store = page();
    const speeds = followSpeeds(store, memory());
    let run = foldEvent(newRun(runId, config), start());
    const known = () => speeds.getState().speeds.map(({ imagesPerSecond }) => imagesPerSecond);
    const go = (n: number, imagesPerSecond: number) => {
      run = foldEvent(run, step(n, { imagesPerSecond }));
      store.setState({ run });
    };
    go(5, 60);
    go(19, 60);
    expect(known()).toEqual([]);
    go(25, 60);
    expect(known()).toEqual([60]);
    go(50, 99);
    expect(known()).toEqual([60]);
  });

  it('leaves the speed of every epoch of a run, under the engine that ran, and keeps it for the next visit', () => {
    const store = page();
    const storage = memory();
    const speeds = followSpeeds(store, storage);
    const run = foldEvent(newRun(runId, config), start());
    store.setState({ run });
    expect(speeds.getState().speeds).toEqual([]);
    const after = foldEvent(run, epoch(1, { imagesPerSecond: 77 }));
    store.setState({ run: after });
    // The test's device is a CPU, on which the stock engine stands in.
    const expected = [{ device: 'cpu test', engine: 'stock', imagesPerSecond: 77 }];
    expect(speeds.getState().speeds).toMatchObject(expected);
    store.setState({ run: foldEvent(after, epoch(2, { imagesPerSecond: 80 })) });
    expect(speeds.getState().speeds).toMatchObject([{ imagesPerSecond: 80 }]);
    expect(followSpeeds(page(), storage).getState().speeds).toEqual(speeds.getState().speeds);
  });
});
