/**
 * Measuring through page and worker: what is told, what is refused, how a run takes precedence. Networks are measured
 * by a scripted `bench` here; the real one is measured in tests/e2e/speed.spec.ts.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { sentenceOf } from '../../src/problems/index.ts';
import type { BenchOptions } from '../../src/trainer/bench.ts';
import type { OpenedDevice } from '../../src/trainer/device.ts';
import type { BenchEvent, BenchModel, BenchReport } from '../../src/training/benchReport.ts';
import type { DeviceInfo, RunEvent } from '../../src/training/events.ts';
import { createWorkerClient } from '../../src/worker/client.ts';
import type { HostOptions } from '../../src/worker/host.ts';
import { readMessage } from '../../src/worker/messages.ts';
import type { WorkerMessage } from '../../src/worker/protocol.ts';
import { benchResult } from '../app/events.ts';
import { saying, text } from '../problems/saying.ts';
import { makeSpec } from '../specs.ts';
import { settle, tiny, until } from '../trainer/kit.ts';
import { threadlessWorker } from './threadless.ts';

const gpu: DeviceInfo = { backend: 'webgpu', name: 'test', software: true, reason: text('For a test.') };
const small: BenchModel = {
  spec: makeSpec({ block: 'basic', blocks: [1], width: 4, stem: 'cifar' }),
  batchSize: 2,
};
const models = [small, { spec: makeSpec('resnet8'), batchSize: 8 }];
const plan = { models, steps: 3, engines: ['fused', 'stock'] } as const;

const reportOf = (o: BenchOptions): BenchReport => ({
  device: o.device,
  rooflineGflops: o.rooflineGflops ?? 10,
  results: [],
  speedup: o.batchSize,
});

/** Lasts until it is stopped. */
const endless = (o: BenchOptions): Promise<BenchReport> =>
  new Promise((_, reject) => {
    o.onProgress?.({ kind: 'roofline' });
    o.signal?.addEventListener('abort', () => reject(o.signal?.reason));
  });

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function page(bench: NonNullable<HostOptions['bench']>, info = gpu) {
  const devices = { opened: 0, closed: 0 };
  const worker = threadlessWorker(
    {
      openDevice: async (): Promise<OpenedDevice> => {
        devices.opened++;
        return { info, close: () => void devices.closed++ };
      },
      // Loads until the run is stopped.
      openData: (_, { signal }) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      bench,
    },
    ports,
  );
  const client = createWorkerClient({
    loadReader: () => readMessage,
    dataUrl: 'https://example.org/',
    createWorker: () => worker,
  });
  const messages: WorkerMessage[] = [];
  const failures: string[] = [];
  client.onMessage((message) => messages.push(message));
  client.onFailure((problem) => failures.push(sentenceOf(problem)));
  const events = (id: string): BenchEvent[] =>
    messages.flatMap((m) => (m.type === 'bench' && m.id === id ? [m.event] : []));
  const run = (): RunEvent[] => messages.flatMap((m) => (m.type === 'run' ? [m.event] : []));
  const end = async (id: string) => {
    const found = () => events(id).find((e) => e.type === 'end');
    await until(() => found() !== undefined);
    return found();
  };
  return { client, worker, devices, failures, events, run, until, end };
}

describe('measuring', () => {
  it('goes through the networks against one roofline and tells of each', async () => {
    const asked: BenchOptions[] = [];
    const p = page(async (o) => {
      asked.push(o);
      o.onProgress?.({ kind: 'tuning', done: 1, total: o.batchSize });
      return reportOf(o);
    });
    p.client.send({ type: 'bench', id: 'm', ...plan });
    expect(await p.end('m')).toEqual({ type: 'end', outcome: 'finished' });
    const report = { device: 'test', rooflineGflops: 10, results: [] };
    expect(p.events('m')).toEqual([
      { type: 'progress', doing: { kind: 'tuning', done: 1, total: 2 } },
      { type: 'report', report: { ...report, speedup: 2 } },
      { type: 'progress', doing: { kind: 'tuning', done: 1, total: 8 } },
      { type: 'report', report: { ...report, speedup: 8 } },
      { type: 'end', outcome: 'finished' },
    ]);
    expect(asked.map((o) => o.rooflineGflops)).toEqual([undefined, 10]);
    expect(asked.map(({ spec, batchSize }) => ({ spec, batchSize }))).toEqual(models);
    expect(asked[0]).toMatchObject({ steps: 3, engines: ['fused', 'stock'], device: 'test' });
    expect(p.devices).toEqual({ opened: 1, closed: 0 });
  });

  it('leaves out what would take longer than the time that was given, but for the first', async () => {
    // As fast as a result of a GFLOP/s tells: resnet8 takes seconds then.
    const p = page(async (o) => ({ ...reportOf(o), results: [{ ...benchResult('fused', 1), gflops: 1 }] }));
    p.client.send({ type: 'bench', id: 'm', ...plan, budgetMs: 500 });
    expect(await p.end('m')).toMatchObject({ outcome: 'finished' });
    expect(p.events('m').filter((e) => e.type === 'report')).toHaveLength(1);
    p.client.send({ type: 'bench', id: 'n', ...plan, budgetMs: 60_000 });
    expect(await p.end('n')).toMatchObject({ outcome: 'finished' });
    expect(p.events('n').filter((e) => e.type === 'report')).toHaveLength(2);
  });

  it('stops when asked, and only the measurement that is meant', async () => {
    const p = page(endless);
    p.client.send({ type: 'bench', id: 'm', ...plan });
    await p.until(() => p.events('m').length > 0);
    p.client.send({ type: 'stop-bench', id: 'other' });
    await settle();
    expect(p.events('m')).toHaveLength(1);
    p.client.send({ type: 'stop-bench', id: 'm' });
    expect(await p.end('m')).toEqual({ type: 'end', outcome: 'stopped' });
    expect(p.devices.closed).toBe(0);
  });

  it('is refused in words while a measurement is under way, which goes on', async () => {
    const p = page(endless);
    p.client.send({ type: 'bench', id: 'one', ...plan });
    p.client.send({ type: 'bench', id: 'two', ...plan });
    expect(await p.end('two')).toEqual({
      type: 'end',
      outcome: 'failed',
      problem: saying('A measurement is under way: stop it or wait for its end, then measure.'),
    });
    await p.until(() => p.events('one').length > 0);
    expect(p.events('one')).toEqual([{ type: 'progress', doing: { kind: 'roofline' } }]);
  });

  it('gives way to a run, and is refused while one is under way', async () => {
    const p = page(endless);
    p.client.send({ type: 'bench', id: 'one', ...plan });
    await p.until(() => p.events('one').length > 0);
    p.client.send({ type: 'start', runId: 'r', config: tiny });
    p.client.send({ type: 'bench', id: 'two', ...plan });
    expect(await p.end('one')).toEqual({ type: 'end', outcome: 'stopped' });
    expect(await p.end('two')).toMatchObject({
      outcome: 'failed',
      problem: saying(/^A run is under way/),
    });
    // The run began behind it, on the same device.
    await p.until(() => p.run().length > 0);
    expect(p.run()[0]).toMatchObject({ type: 'phase', phase: 'preparing' });
    p.client.send({ type: 'stop', runId: 'r' });
    await p.until(() => p.run().some((e) => e.type === 'end' && e.outcome === 'stopped'));
    p.client.send({ type: 'bench', id: 'three', ...plan });
    await p.until(() => p.events('three').length > 0);
    expect(p.events('three')[0]).toMatchObject({ type: 'progress' });
    expect(p.devices.opened).toBe(1);
  });

  it('keeps the reports it has when a network fails, and opens the device anew after', async () => {
    const p = page(async (o) => {
      if (o.batchSize === 8) throw new Error('The GPU has too little memory');
      return reportOf(o);
    });
    p.client.send({ type: 'bench', id: 'm', ...plan });
    expect(await p.end('m')).toMatchObject({
      outcome: 'failed',
      problem: saying('The GPU has too little memory.'),
    });
    expect(p.events('m').map((e) => e.type)).toEqual(['report', 'end']);
    p.client.send({ type: 'bench', id: 'n', ...plan, models: [small] });
    expect(await p.end('n')).toMatchObject({ outcome: 'finished' });
    expect(p.devices).toEqual({ opened: 2, closed: 1 });
  });

  it('says so where there is no WebGPU', async () => {
    const p = page(async (o) => reportOf(o), { ...gpu, backend: 'cpu' });
    p.client.send({ type: 'bench', id: 'm', ...plan });
    expect(await p.end('m')).toMatchObject({
      outcome: 'failed',
      problem: saying(/^The speed of a GPU is measured through WebGPU, which cannot be used here/),
    });
  });

  it('ends with a sentence when the worker breaks', async () => {
    const p = page(endless);
    p.client.send({ type: 'bench', id: 'm', ...plan });
    await p.until(() => p.events('m').length > 0);
    p.worker.onerror?.({ message: 'out of memory', preventDefault: () => {} } as ErrorEvent);
    expect(await p.end('m')).toEqual({
      type: 'end',
      outcome: 'failed',
      problem: saying('The training worker broke down (out of memory): measure again.'),
    });
    expect(p.failures).toEqual([]);
  });
});
