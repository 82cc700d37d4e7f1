import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Bench,
  benchJson,
  foldBench,
  isMeasuring,
  modelOf,
  newBench,
  rowsOf,
  suggestionFor,
} from '../../../src/app/state/bench.ts';
import { createPage, updateInterval } from '../../../src/app/state/page.ts';
import { presetOf } from '../../../src/model/presets.ts';
import type { BenchEvent, BenchReport } from '../../../src/training/benchReport.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import type { TrainerClient } from '../../../src/worker/client.ts';
import type { WorkerCommand, WorkerMessage } from '../../../src/worker/protocol.ts';
import { text } from '../../problems/saying.ts';
import { benchResult, device, start } from '../events.ts';

const software = suggestionFor({ software: true });
const plan = {
  models: [modelOf('resnet8', software, defaultConfig), modelOf('current', software, defaultConfig)],
  steps: 3,
  engines: ['fused', 'stock'],
} as const;
const report: BenchReport = {
  device: 'test',
  rooflineGflops: 8,
  results: [benchResult('fused', 40), benchResult('stock', 10)],
  speedup: 4,
};
const fold = (...events: BenchEvent[]): Bench => events.reduce(foldBench, newBench('m', plan));

describe('what is suggested', () => {
  it('fills a graphics card and spares a software adapter', () => {
    expect(suggestionFor({ software: false }).chosen).toEqual(['resnet8', 'resnet20', 'resnet18']);
    expect(suggestionFor(undefined).batchSizes).toEqual({ resnet8: 128, resnet20: 128, resnet18: 64 });
    expect(software.chosen).toEqual(['resnet8']);
    expect(modelOf('resnet8', software, defaultConfig).batchSize).toBe(8);
  });

  it('offers the network of the page at its own batch size', () => {
    const { spec, batchSize } = modelOf('current', software, { ...defaultConfig, batchSize: 7 });
    expect(batchSize).toBe(7);
    expect(presetOf(spec)).toBe(presetOf(defaultConfig));
  });
});

describe('a measurement', () => {
  it('gathers reports in the order of the networks', () => {
    const first = fold({ type: 'progress', doing: { kind: 'roofline' } });
    expect(first).toMatchObject({ doing: { kind: 'roofline' }, reports: [] });
    const bench = fold({ type: 'progress', doing: { kind: 'roofline' } }, { type: 'report', report });
    expect(bench.doing).toBeUndefined();
    expect(isMeasuring(bench)).toBe(true);
    expect(rowsOf(bench, bench.reports).map((r) => [r.engine, r.result?.imagesPerSecond, r.speedup])).toEqual(
      [
        ['fused', 40, 4],
        ['stock', 10, undefined],
        ['fused', undefined, undefined],
        ['stock', undefined, undefined],
      ],
    );
  });

  it('ends once', () => {
    const over = fold({ type: 'report', report }, { type: 'end', outcome: 'failed', problem: text('Why.') });
    expect(over.end).toEqual({ outcome: 'failed', problem: text('Why.') });
    expect(isMeasuring(over)).toBe(false);
    expect(foldBench(over, { type: 'report', report })).toBe(over);
  });

  it('becomes JSON with the device and all reports', () => {
    expect(JSON.parse(benchJson(fold({ type: 'report', report }), device, 'a browser'))).toEqual({
      device: 'test',
      software: true,
      browser: 'a browser',
      steps: 3,
      reports: [report],
    });
  });
});

describe('measuring from the page’s store', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function setUp() {
    const sent: WorkerCommand[] = [];
    let message: (message: WorkerMessage) => void = () => {};
    const client: TrainerClient = {
      send: (command) => void sent.push(command),
      onMessage: (listener) => {
        message = listener;
      },
      onFailure: () => {},
    };
    const { store, actions } = createPage(client, { read: () => '', write: () => {} });
    const bench = () => store.getState().bench;
    const tell = (event: BenchEvent, id = bench()?.id ?? '') => message({ type: 'bench', id, event });
    return { sent, actions, store, bench, tell, message };
  }

  it('asks the worker, shows progress a few times a second and reports at once', () => {
    const { sent, actions, bench, tell } = setUp();
    actions.measure({ ...plan, models: [] });
    expect(sent).toHaveLength(1);
    actions.measure(plan);
    actions.measure(plan);
    expect(sent.slice(1)).toEqual([{ type: 'bench', id: bench()?.id, ...plan }]);
    tell({ type: 'progress', doing: { kind: 'roofline' } });
    expect(bench()?.doing).toBeUndefined();
    vi.advanceTimersByTime(updateInterval);
    expect(bench()?.doing).toEqual({ kind: 'roofline' });
    tell({ type: 'report', report }, 'another');
    expect(bench()?.reports).toHaveLength(0);
    tell({ type: 'report', report });
    expect(bench()?.reports).toEqual([report]);
  });

  it('passes the wish to stop on', () => {
    const { sent, actions, bench, tell } = setUp();
    actions.stopMeasuring();
    expect(sent).toHaveLength(1);
    actions.measure(plan);
    actions.stopMeasuring();
    expect(bench()?.stopping).toBe(true);
    expect(sent[2]).toEqual({ type: 'stop-bench', id: bench()?.id });
    tell({ type: 'end', outcome: 'stopped' });
    expect(bench()).toMatchObject({ stopping: false, end: { outcome: 'stopped' } });
  });

  it('does not begin during a run, and gives way to one', () => {
    const { sent, actions, store, bench, message } = setUp();
    actions.measure(plan);
    actions.start();
    expect(bench()?.stopping).toBe(true);
    const run = store.getState().run;
    message({ type: 'bench', id: bench()?.id ?? '', event: { type: 'end', outcome: 'stopped' } });
    message({ type: 'run', event: { ...start(), runId: run?.id ?? '' } });
    const asked = sent.length;
    actions.measure(plan);
    expect(sent).toHaveLength(asked);
  });
});
