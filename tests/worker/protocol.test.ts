/**
 * Page and worker through a pair of message ports, with the real trainer and engine behind: what the page asks comes
 * about, what comes late changes nothing, and a crash is told in words.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { ProblemError, sentenceOf } from '../../src/problems/index.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import type { EventOf, RunEvent } from '../../src/training/events.ts';
import { createWorkerClient, dataUrlBeside } from '../../src/worker/client.ts';
import { readMessage } from '../../src/worker/messages.ts';
import type { WorkerMessage } from '../../src/worker/protocol.ts';
import { realPictures, settle, tiny, until } from '../trainer/kit.ts';
import { threadlessWorker } from './threadless.ts';

let data: Dataset;
let device: OpenedDevice;
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures();
});

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

function countingWorker(openData: (dataUrl: string) => Promise<Dataset>) {
  let devices = 0;
  let closed = 0;
  let fail = (_: Error): void => {};
  const openOne = async () => {
    devices += 1;
    const failure = new Promise<never>((_, reject) => {
      fail = reject;
    });
    return { ...device, failure, close: () => void closed++ };
  };
  const worker = threadlessWorker({ openDevice: openOne, openData }, ports);
  return { worker, devices: () => devices, closed: () => closed, fail: (error: Error) => fail(error) };
}

function page(openData: (dataUrl: string) => Promise<Dataset> = async () => data) {
  const workers: ReturnType<typeof countingWorker>[] = [];
  const client = createWorkerClient({
    loadReader: () => readMessage,
    dataUrl: 'https://example.org/some/page/',
    createWorker: () => {
      const made = countingWorker(openData);
      workers.push(made);
      return made.worker;
    },
  });
  const messages: WorkerMessage[] = [];
  const failures: string[] = [];
  client.onMessage((message) => messages.push(message));
  client.onFailure((problem) => failures.push(sentenceOf(problem)));
  const events = (runId: string): RunEvent[] =>
    messages.flatMap((m) => (m.type === 'run' && m.event.runId === runId ? [m.event] : []));
  const end = async (runId: string) => {
    const found = () => events(runId).find((e): e is EventOf<'end'> => e.type === 'end');
    await until(() => found() !== undefined);
    return found();
  };
  const stepOf = (runId: string) =>
    Math.max(0, ...events(runId).map((e) => (e.type === 'step' ? e.step : 0)));
  return { client, workers, messages, failures, events, until, end, stepOf };
}

const long = { ...tiny, epochs: 50 };

describe('page and worker', () => {
  it('finds the shards beside the page, wherever that lies', () => {
    expect(dataUrlBeside('https://example.org/project/index.html?model=resnet18#log')).toBe(
      'https://example.org/project/',
    );
    expect(dataUrlBeside('http://127.0.0.1:5173/')).toBe('http://127.0.0.1:5173/');
  });

  it('answers which device would train', async () => {
    const p = page();
    p.client.send({ type: 'detect' });
    await p.until(() => p.messages.length > 0);
    expect(p.messages).toEqual([{ type: 'device', device: device.info }]);
  });

  it('runs, pauses, steps, changes, resumes and stops', async () => {
    const asked: string[] = [];
    const p = page(async (url) => {
      asked.push(url);
      return data;
    });
    const { client } = p;
    client.send({ type: 'start', runId: 'a', config: long });
    await p.until(() => p.events('a').some((e) => e.type === 'epoch'));
    expect(p.events('a').find((e) => e.type === 'vitals')).toMatchObject({
      step: 1,
      blocks: [{ name: 'stem' }, { name: 'layer1.0' }, { name: 'classifier' }],
    });
    expect(asked).toEqual(['https://example.org/some/page/']);

    client.send({ type: 'pause', runId: 'a' });
    await p.until(() => p.events('a').some((e) => e.type === 'phase' && e.phase === 'paused'));
    await settle(100);
    const before = p.stepOf('a');
    const told = p.events('a').length;
    await settle(100);
    expect(p.events('a')).toHaveLength(told);

    client.send({ type: 'single-step', runId: 'a' });
    await p.until(() => p.stepOf('a') === before + 1);
    await settle(100);
    expect(p.stepOf('a')).toBe(before + 1);

    client.send({ type: 'change', runId: 'a', settings: { learningRate: 0.01 } });
    client.send({ type: 'resume', runId: 'a' });
    await p.until(() => p.events('a').some((e) => e.type === 'step' && e.learningRate === 0.01));
    client.send({ type: 'stop', runId: 'a' });
    expect(await p.end('a')).toMatchObject({ outcome: 'stopped' });
    expect(p.failures).toEqual([]);
  });

  it('ignores commands for other runs and for runs that have ended', async () => {
    const p = page();
    for (const runId of ['nobody', 'b']) {
      for (const type of ['pause', 'resume', 'single-step', 'stop'] as const) p.client.send({ type, runId });
      p.client.send({ type: 'change', runId, settings: { learningRate: 1 } });
    }
    p.client.send({ type: 'start', runId: 'b', config: { ...tiny, epochs: 1 } });
    p.client.send({ type: 'pause', runId: 'nobody' });
    expect(await p.end('b')).toMatchObject({ outcome: 'finished', step: 3 });
    const told = p.messages.length;
    p.client.send({ type: 'stop', runId: 'b' });
    await settle();
    expect(p.messages).toHaveLength(told);
  });

  it('stops the run under way when another starts, and never runs two', async () => {
    const p = page();
    for (const runId of ['one', 'two', 'three']) {
      p.client.send({ type: 'start', runId, config: runId === 'three' ? { ...tiny, epochs: 1 } : long });
      if (runId === 'one') await p.until(() => p.stepOf('one') > 0 || p.events('one').length > 3);
    }
    expect(await p.end('three')).toMatchObject({ outcome: 'finished' });
    expect(await p.end('one')).toMatchObject({ outcome: 'stopped' });
    // It was overtaken before its turn came.
    expect(await p.end('two')).toMatchObject({ outcome: 'stopped', step: 0 });
    const order = p.messages.flatMap((m) => (m.type === 'run' ? [m.event.runId] : []));
    expect([...order].sort((a, b) => order.indexOf(a) - order.indexOf(b))).toEqual(order);
    expect(p.workers[0]?.devices()).toBe(1);
  });

  it('opens the device anew where it failed while nothing was under way', async () => {
    const p = page();
    p.client.send({ type: 'detect' });
    await p.until(() => p.messages.length > 0);
    p.workers[0]?.fail(new Error('the driver was updated'));
    await p.until(() => p.workers[0]?.closed() === 1);
    p.client.send({ type: 'start', runId: 'next', config: { ...tiny, epochs: 1 } });
    expect(await p.end('next')).toMatchObject({ outcome: 'finished' });
    expect([p.workers[0]?.devices(), p.workers[0]?.closed()]).toEqual([2, 1]);
  });

  it('opens the device anew after a run that failed', async () => {
    let calls = 0;
    const p = page(async () => {
      if (++calls === 1) throw new ProblemError({ kind: 'not-prepared', dataset: 'CIFAR-10' });
      return data;
    });
    p.client.send({ type: 'start', runId: 'bad', config: tiny });
    expect(await p.end('bad')).toMatchObject({
      outcome: 'failed',
      problem: { kind: 'not-prepared' },
    });
    p.client.send({ type: 'start', runId: 'good', config: { ...tiny, epochs: 1 } });
    expect(await p.end('good')).toMatchObject({ outcome: 'finished' });
    expect([p.workers[0]?.devices(), p.workers[0]?.closed()]).toEqual([2, 1]);
  });
});

describe('a worker that breaks', () => {
  const crash = (p: ReturnType<typeof page>, message: string) => {
    const { worker } = p.workers[p.workers.length - 1] ?? {};
    worker?.onerror?.({ message, preventDefault: () => {} } as ErrorEvent);
  };

  it('is told as a failure when no run was under way', async () => {
    const p = page();
    p.client.send({ type: 'detect' });
    crash(p, '');
    expect(p.failures).toEqual([
      'The training worker broke down (its script could not be loaded or it ran out of memory): press Train to start again.',
    ]);
  });
});
