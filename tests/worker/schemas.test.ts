/** What page and worker make of messages that are none: nothing is thrown, it is logged, and nobody who asked waits for ever. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Problem } from '../../src/problems/index.ts';
import { memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { type ClientOptions, createWorkerClient, type WorkerLike } from '../../src/worker/client.ts';
import { readCommand, refusalOf } from '../../src/worker/commands.ts';
import { createHost } from '../../src/worker/host.ts';
import { readMessage } from '../../src/worker/messages.ts';
import type { WorkerCommand, WorkerMessage } from '../../src/worker/protocol.ts';
import { saying } from '../problems/saying.ts';
import { commands, messages } from './samples.ts';

const warn = vi.fn();
beforeEach(() => vi.stubGlobal('console', { ...console, warn }));
afterEach(() => {
  vi.unstubAllGlobals();
  warn.mockReset();
});

const nothings = [
  undefined,
  null,
  0,
  '',
  'start',
  [],
  {},
  { type: null },
  { type: '__proto__' },
  { type: 'run' },
];

describe('every command and message there is', () => {
  it.each(commands)('$type is understood as it is', (command) => {
    expect(readCommand(structuredClone(command))).toEqual(command);
  });

  it.each(messages)('$type is understood as it is', (message) => {
    expect(readMessage(structuredClone(message))).toEqual(message);
  });
});

describe('a worker', () => {
  const worker = () => {
    const posted: WorkerMessage[] = [];
    const openDevice = vi.fn();
    const handle = createHost({
      post: (message) => void posted.push(message),
      openDevice,
      tuningStore: { get: async () => undefined, set: async () => undefined },
      checkpoints: memoryCheckpoints(),
      openData: vi.fn(),
    });
    return { handle, posted, openDevice };
  };

  it('leaves alone what is no command, and says so on the console', () => {
    const { handle, posted } = worker();
    for (const nothing of nothings) expect(() => handle(nothing)).not.toThrow();
    expect(posted).toEqual([]);
    expect(warn).toHaveBeenCalledTimes(nothings.length);
    handle({ type: 'ping' });
    expect(posted).toEqual([{ type: 'alive' }]);
  });

  it('answers whoever waits for what it does not understand', () => {
    const { handle, posted, openDevice } = worker();
    handle({ type: 'look', id: 'a', config: { ...defaultConfig, width: 1e9 } });
    handle({ type: 'inspect', id: 'b', file: 'a path' });
    handle({ type: 'bench', id: 'c', models: null });
    handle({ type: 'start', runId: 'run', config: { ...defaultConfig, batchSize: -1 } });
    const unknown = saying(/different versions/);
    expect(posted).toEqual([
      {
        type: 'answer',
        id: 'a',
        answer: { type: 'failed', problem: saying(/must be a whole number from 1 to 512/) },
      },
      { type: 'answer', id: 'b', answer: { type: 'failed', problem: unknown } },
      { type: 'bench', id: 'c', event: { type: 'end', outcome: 'failed', problem: unknown } },
      {
        type: 'run',
        event: {
          type: 'end',
          outcome: 'failed',
          runId: 'run',
          step: 0,
          problem: saying(/must be a whole number/),
        },
      },
    ]);
    expect(openDevice).not.toHaveBeenCalled();
    for (const message of posted) expect(readMessage(message)).toEqual(message);
  });

  it('answers nobody who does not say who they are', () => {
    for (const nothing of [
      ...nothings,
      { type: 'inspect', id: 'x'.repeat(201) },
      { type: 'start', runId: 1 },
    ])
      expect(refusalOf(nothing)).toBeUndefined();
  });
});

/** A page with a worker that does nothing. */
function pageWith(loadReader: ClientOptions['loadReader']) {
  const workers: WorkerLike[] = [];
  const client = createWorkerClient({
    loadReader,
    dataUrl: 'https://example.org/',
    createWorker: () => {
      const made: WorkerLike = {
        postMessage: () => {},
        terminate: () => {},
        onmessage: null,
        onerror: null,
      };
      workers.push(made);
      return made;
    },
    timers: { every: () => () => {}, after: () => () => {} },
  });
  const heard: WorkerMessage[] = [];
  const failures: Problem[] = [];
  client.onMessage((message) => heard.push(message));
  client.onFailure((found) => failures.push(found));
  const hear = (data: unknown) => workers.at(-1)?.onmessage?.({ data } as MessageEvent<unknown>);
  return { client, heard, failures, hear, workers };
}

const look: WorkerCommand = { type: 'look', id: 'a', config: defaultConfig };
const passedOver = (step: number): WorkerMessage => ({
  type: 'passed-over',
  runId: 'r',
  step,
  problem: { kind: 'run-stalled' },
});

describe('a page', () => {
  it('leaves alone what is no message; an answer that is none has failed', () => {
    const { client, heard, hear } = pageWith(() => readMessage);
    client.send(look);
    for (const nothing of nothings) expect(() => hear(nothing)).not.toThrow();
    expect(heard).toEqual([]);
    expect(warn).toHaveBeenCalledTimes(nothings.length);
    hear({ type: 'answer', id: 'a', answer: { type: 'vitals', blocks: 'all' } });
    expect(heard).toEqual([
      { type: 'answer', id: 'a', answer: { type: 'failed', problem: saying(/different versions/) } },
    ]);
  });

  it('hears in their order the messages that came before what reads them, and later ones after those', async () => {
    let load = (_: typeof readMessage): void => {};
    const { client, heard, hear } = pageWith(
      () =>
        new Promise((resolve) => {
          load = resolve;
        }),
    );
    client.send(look);
    for (const step of [1, 2]) hear(passedOver(step));
    expect(heard).toEqual([]);
    load(readMessage);
    await Promise.resolve();
    hear(passedOver(3));
    expect(heard).toEqual([1, 2, 3].map(passedOver));
  });

  it('says so where what reads messages cannot be loaded, and loads it again with the next worker', async () => {
    let tries = 0;
    const { client, heard, failures, hear, workers } = pageWith(async () => {
      if (++tries === 1) throw new TypeError('Failed to fetch dynamically imported module.');
      return readMessage;
    });
    client.send(look);
    client.send({ type: 'detect' });
    await new Promise((done) => setTimeout(done));
    const failed = {
      type: 'answer',
      id: 'a',
      answer: { type: 'failed', problem: saying(/Failed to fetch/) },
    };
    expect(heard).toEqual([failed]);
    client.send({ type: 'detect' });
    await new Promise((done) => setTimeout(done));
    hear(passedOver(1));
    expect([workers.length, heard.slice(1)]).toEqual([2, [passedOver(1)]]);
    expect(failures).toEqual([]);
  });
});
