import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type Bench,
  benchJson,
  familiesOf,
  foldBench,
  isMeasuring,
  modelOf,
  newBench,
  rowsOf,
} from '../../../src/app/state/bench.ts';
import { createPage, updateInterval } from '../../../src/app/state/page.ts';
import { presetOf } from '../../../src/model/presets.ts';
import { suggestionFor, wholePlan } from '../../../src/training/benchPlan.ts';
import type { BenchEvent, BenchReport } from '../../../src/training/benchReport.ts';
import { isRight, worstOf } from '../../../src/training/deviceCheck.ts';
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
const checked = {
  name: 'resnet8, batch 8',
  batchSize: 8,
  families: ['direct'],
  deviation: 2e-6,
  limit: 1e-4,
  of: 'logits',
};
const fold = (...events: BenchEvent[]): Bench => events.reduce(foldBench, newBench('m', plan));

describe('what is suggested', () => {
  it('fills a graphics card and spares a software adapter', () => {
    const models = (isSoftware: boolean) =>
      wholePlan({ software: isSoftware }, { inputSize: 32, classes: 10 }).models.map(
        ({ spec, batchSize }) => `${presetOf(spec)} ${batchSize}`,
      );
    expect(models(false)).toEqual(['resnet8 128', 'resnet20 128', 'resnet18 64', 'resnet50 32']);
    expect(models(true)).toEqual(['resnet8 8']);
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

  it('becomes JSON with all that was found, of the device too', () => {
    const facts = { adapter: { vendor: 'v' }, features: ['f16'], limits: { max: 1 }, traits: { lanes: 8 } };
    const wrong = { ...checked, deviation: Number.NaN };
    const bench = fold({ type: 'facts', facts }, { type: 'checked', checked }, { type: 'report', report });
    const place = { version: 'not built', agent: 'a browser', device: 'test', software: true };
    expect(JSON.parse(benchJson(bench, device, 'a browser'))).toEqual({
      ...place,
      ...facts,
      right: true,
      checked: [checked],
      reports: [report],
    });
    const more = foldBench(bench, { type: 'checked', checked: wrong });
    expect(JSON.parse(benchJson(more, device, 'a browser'))).toMatchObject({
      right: false,
      checked: [checked, { deviation: null }],
    });
    // What was not checked is neither right nor wrong.
    expect(JSON.parse(benchJson(newBench('m', plan), device, 'a browser'))).not.toHaveProperty('right');
  });

  it('tells of the worst network, by its own limit', () => {
    const loose = { ...checked, deviation: 1e-3, limit: 1e-2 };
    expect(worstOf([])).toBeUndefined();
    expect(worstOf([checked, loose])).toBe(loose);
    const strict = { ...checked, deviation: 5e-5 };
    expect(worstOf([loose, strict])).toBe(strict);
    const notFinite = { ...checked, deviation: Number.NaN };
    expect(worstOf([strict, notFinite, loose])).toBe(notFinite);
    expect([checked, loose, strict, notFinite].map(isRight)).toEqual([true, true, true, false]);
  });

  it('counts layers by the family that won them, the most first', () => {
    const choice = (family: 'direct' | 'tiled', layers: number, pass = 'forward' as const) => ({
      pass,
      shape: '',
      layers,
      family,
      tiling: '',
      tuned: true,
    });
    const kernels = [choice('direct', 2), choice('tiled', 3), choice('direct', 2)];
    expect(familiesOf({ ...report, kernels }, 'forward')).toEqual([
      { family: 'direct', count: 4 },
      { family: 'tiled', count: 3 },
    ]);
    expect(familiesOf({ ...report, kernels }, 'filterGradient')).toEqual([]);
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
