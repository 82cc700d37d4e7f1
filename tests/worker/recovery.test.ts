/**
 * A run goes on by itself: whatever breaks under it, a worker, a device or nothing but the will to answer, it is started anew from
 * its last checkpoint, at most three times in a row, and a stop comes to an end. The first half has workers that follow a script and a
 * timer that the test winds on; the second has the real trainer, and counts bits.
 */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { type Problem, ProblemError } from '../../src/problems/index.ts';
import { type CheckpointRepository, memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import type { DeviceInfo, EventOf, RunEvent, RunPhase } from '../../src/training/events.ts';
import { createWorkerClient, type WorkerLike } from '../../src/worker/client.ts';
import { readMessage } from '../../src/worker/messages.ts';
import type { WorkerCommand, WorkerMessage } from '../../src/worker/protocol.ts';
import { mostInARow } from '../../src/worker/recovery.ts';
import type { Timers } from '../../src/worker/timers.ts';
import { tickMs } from '../../src/worker/watch.ts';
import { realPictures, tiny, tinySteps, until } from '../trainer/kit.ts';
import { threadlessWorker } from './threadless.ts';

const card: DeviceInfo = {
  backend: 'webgpu',
  name: 'a card',
  software: false,
  reason: { kind: 'on-webgpu', name: 'a card', software: false },
};
const lost: Problem = { kind: 'gpu-lost', why: 'it was pulled out' };
const minute = 60_000 / tickMs;

/** Timers that go on when they are told to. */
function handTimers() {
  let ticks: (() => void)[] = [];
  let waiting: (() => void)[] = [];
  const timers: Timers = {
    every: (_, call) => {
      ticks.push(call);
      return () => {
        ticks = ticks.filter((other) => other !== call);
      };
    },
    after: (_, call) => {
      waiting.push(call);
      return () => {
        waiting = waiting.filter((other) => other !== call);
      };
    },
  };
  return {
    timers,
    ticking: () => ticks.length > 0,
    tick(times: number) {
      for (let i = 0; i < times; i++) for (const call of [...ticks]) call();
    },
    /** What waits for a moment has it. */
    wait() {
      for (const call of waiting.splice(0)) call();
    },
  };
}

/** A page whose workers do nothing but what the test says. */
function scriptedPage() {
  const workers: { readonly worker: WorkerLike; readonly got: WorkerCommand[]; ended: boolean }[] = [];
  const clock = handTimers();
  const client = createWorkerClient({
    loadReader: () => readMessage,
    dataUrl: 'https://example.org/',
    timers: clock.timers,
    createWorker: () => {
      const got: WorkerCommand[] = [];
      const made = {
        got,
        ended: false,
        worker: {
          onmessage: null,
          onerror: null,
          postMessage: (command: WorkerCommand) => void got.push(command),
          terminate: () => {
            made.ended = true;
          },
        } as WorkerLike,
      };
      workers.push(made);
      return made.worker;
    },
  });
  const messages: WorkerMessage[] = [];
  const failures: Problem[] = [];
  client.onMessage((message) => messages.push(message));
  client.onFailure((problem) => failures.push(problem));
  const current = () => workers[workers.length - 1];
  const say = (message: WorkerMessage) =>
    current()?.worker.onmessage?.({ data: message } as MessageEvent<WorkerMessage>);
  const emit = (event: RunEvent) => say({ type: 'run', event });
  const runId = 'r';
  const phase = (name: RunPhase) => emit({ type: 'phase', runId, phase: name });
  return {
    ...clock,
    client,
    workers,
    failures,
    messages,
    say,
    emit,
    phase,
    events: () => messages.flatMap((message) => (message.type === 'run' ? [message.event] : [])),
    /** Without the questions after signs of life. */
    got: () => (current()?.got ?? []).filter(({ type }) => type !== 'ping' && type !== 'open'),
    start(step = 0, device = card) {
      emit({ type: 'start', runId, config: tiny, device, stepsPerEpoch: 100, totalSteps: 1000, step });
      phase('training');
    },
    step: (n: number) =>
      emit({
        ...{ type: 'step', runId, step: n, epoch: n / 100, trainLoss: 2, trainAccuracy: 0.3 },
        ...{ learningRate: 0.1, imagesPerSecond: 100 },
      }),
    fail: (problem: Problem, step: number) => emit({ type: 'end', runId, outcome: 'failed', step, problem }),
    save: (step: number, problem?: Problem) =>
      say({
        type: 'checkpoint',
        checkpoint: { runId, savedAt: 0, config: tiny, step, epoch: 0, bytes: 1 },
        evicted: [],
        problem,
      }),
    crash: (message = '') => current()?.worker.onerror?.({ message, preventDefault: () => {} } as ErrorEvent),
  };
}
type ScriptedPage = ReturnType<typeof scriptedPage>;

function trainingPage(device = card): ScriptedPage {
  const page = scriptedPage();
  page.client.send({ type: 'start', runId: 'r', config: tiny });
  page.start(0, device);
  page.step(42);
  return page;
}
const ends = (page: ScriptedPage) => page.events().filter(({ type }) => type === 'end');
const recoveries = (page: ScriptedPage) =>
  page.events().filter((event): event is EventOf<'recovery'> => event.type === 'recovery');
const goesOn = { type: 'start', runId: 'r', from: { kind: 'recovered', runId: 'r' } };

describe('a run that breaks down', () => {
  it('goes on in a new worker where the worker broke, and the page hears how far back', () => {
    const page = trainingPage();
    page.save(40);
    page.crash('out of memory');
    expect(page.workers[0]?.ended).toBe(true);
    expect(page.events().at(-1)).toEqual({ type: 'phase', runId: 'r', phase: 'recovering' });
    page.wait();
    expect(page.workers).toHaveLength(2);
    expect(page.got()).toMatchObject([goesOn]);
    page.start(40);
    expect(recoveries(page)).toEqual([
      {
        type: 'recovery',
        runId: 'r',
        at: 42,
        step: 40,
        problem: expect.objectContaining({ kind: 'worker-broke' }),
      },
    ]);
    expect(ends(page)).toEqual([]);
    expect(page.failures).toEqual([]);
  });

  it('goes on in the same worker where the device was lost, and gets a new one where that did not help', () => {
    const page = trainingPage();
    page.fail(lost, 42);
    page.wait();
    expect(page.workers).toHaveLength(1);
    expect(page.got().at(-1)).toMatchObject(goesOn);
    page.fail(lost, 0);
    page.wait();
    expect(page.workers.map(({ ended }) => ended)).toEqual([true, false]);
    page.start(0);
    // Where it broke down first is what was lost.
    expect(recoveries(page)).toMatchObject([{ at: 42, step: 0, problem: lost }]);
  });

  it('brings along how it began, what was changed by hand, and that it was paused', () => {
    const page = scriptedPage();
    const from = { kind: 'weights', file: new Blob(['w']) } as const;
    page.client.send({ type: 'start', runId: 'r', config: tiny, from });
    page.start();
    page.client.send({ type: 'change', runId: 'r', settings: { learningRate: 0.3 } });
    page.client.send({ type: 'pause', runId: 'r' });
    page.crash();
    // These come too late for the old worker and too early for the new one.
    page.client.send({ type: 'change', runId: 'r', settings: { weightDecay: 0.5 } });
    page.wait();
    expect(page.got()).toEqual([
      {
        type: 'start',
        runId: 'r',
        config: { ...tiny, learningRate: 0.3, weightDecay: 0.5 },
        from: { kind: 'recovered', runId: 'r', otherwise: from, backend: 'webgpu' },
      },
      { type: 'pause', runId: 'r' },
    ]);
    expect(page.events().at(-1)).toMatchObject({ type: 'change', settings: { weightDecay: 0.5 } });
  });

  it('ends for its own reason where that comes about while it is stopped', () => {
    const page = trainingPage();
    page.client.send({ type: 'stop', runId: 'r' });
    page.fail({ kind: 'not-prepared', dataset: 'CIFAR-10' }, 42);
    expect(ends(page)).toMatchObject([{ outcome: 'failed', problem: { kind: 'not-prepared' } }]);
  });

  it('is given up after three starts in a row, with what to do', () => {
    const page = trainingPage();
    for (let i = 0; i < mostInARow; i++) {
      page.fail(lost, 42);
      expect(ends(page)).toEqual([]);
      page.wait();
    }
    page.fail(lost, 42);
    expect(ends(page)).toMatchObject([
      { outcome: 'failed', step: 42, problem: { kind: 'gave-up', starts: mostInARow, because: 'gpu' } },
    ]);
    page.wait();
    expect(page.workers.flatMap(({ got }) => got).filter(({ type }) => type === 'start')).toHaveLength(
      1 + mostInARow,
    );
  });

  it('has three starts again once it came past its last checkpoint and saved another, on the disk', () => {
    const page = trainingPage();
    page.save(40);
    const again = (times: number) => {
      for (let i = 0; i < times; i++) {
        page.crash();
        page.wait();
        page.start(40);
      }
    };
    again(mostInARow);
    page.save(50);
    again(mostInARow);
    // The same place, and a place in a memory that goes with the worker, are no progress.
    page.save(50);
    page.save(60, { kind: 'text', text: 'full' });
    expect(ends(page)).toEqual([]);
    page.crash();
    expect(ends(page)).toMatchObject([{ problem: { kind: 'gave-up', because: 'worker' } }]);
  });

  it('tries once more where memory ran out, and then says what would need less', () => {
    const page = trainingPage();
    page.fail({ kind: 'gpu-memory' }, 42);
    page.wait();
    page.start();
    page.fail({ kind: 'gpu-memory' }, 7);
    expect(ends(page)).toMatchObject([{ outcome: 'failed', step: 7, problem: { kind: 'gpu-memory' } }]);
  });

  it('is not started anew where it would only meet the same again', () => {
    for (const problem of [
      { kind: 'diverged', loss: 'train', step: 3, learningRate: 1, gentler: 0.1 },
      { kind: 'out-of-memory', batch: 128, smaller: 64 },
      { kind: 'not-prepared', dataset: 'CIFAR-10' },
    ] as const) {
      const page = trainingPage();
      page.fail(problem, 42);
      expect(ends(page)).toMatchObject([{ outcome: 'failed', problem }]);
    }
  });

  it('ends where it is stopped meanwhile, without another start', () => {
    const page = trainingPage();
    page.save(40);
    page.crash();
    page.client.send({ type: 'stop', runId: 'r' });
    expect(ends(page)).toMatchObject([
      { outcome: 'stopped', problem: { kind: 'stopped-unheard', kept: 40 } },
    ]);
    page.wait();
    expect(page.workers).toHaveLength(1);
  });

  it('does not hold up the next run', () => {
    const page = trainingPage();
    page.crash();
    page.client.send({ type: 'start', runId: 'next', config: tiny });
    page.wait();
    expect(page.got()).toMatchObject([{ type: 'start', runId: 'next' }]);
  });
});

describe('a worker that says nothing any more', () => {
  it('is ended after a minute of ticks, and its run goes on', () => {
    const page = trainingPage();
    page.tick(minute);
    expect(page.workers[0]?.ended).toBe(false);
    page.tick(1);
    expect(page.workers[0]?.ended).toBe(true);
    page.wait();
    expect(page.got()).toMatchObject([goesOn]);
  });

  it('is hung once: ticks between its end and the next start find nobody else', () => {
    const page = trainingPage();
    page.tick(minute + 1);
    expect(page.workers[0]?.ended).toBe(true);
    page.tick(2 * minute);
    expect(page.events().filter(({ type }) => type === 'end')).toEqual([]);
    page.wait();
    expect(page.workers).toHaveLength(2);
    expect(page.got()).toMatchObject([{ type: 'start', runId: 'r' }]);
  });

  it('is left alone as long as it answers, however long nothing else happens', () => {
    const page = trainingPage();
    page.phase('paused');
    for (let i = 0; i < 100 * minute; i++) {
      page.tick(1);
      expect(page.workers[0]?.got.at(-1)).toEqual({ type: 'ping' });
      page.say({ type: 'alive' });
    }
    expect(page.workers).toHaveLength(1);
    expect(page.messages.some(({ type }) => type === 'alive')).toBe(false);
  });

  it('may take its time where it compiles, and where the CPU computes whole steps', () => {
    const preparing = scriptedPage();
    preparing.client.send({ type: 'start', runId: 'r', config: tiny });
    preparing.tick(5 * minute);
    expect(preparing.workers[0]?.ended).toBe(false);
    preparing.tick(1);
    expect(preparing.workers[0]?.ended).toBe(true);

    const slow = trainingPage({ ...card, backend: 'cpu', software: true });
    slow.tick(59 * minute);
    expect(slow.workers[0]?.ended).toBe(false);
  });

  it('is not taken for hung where the clock jumps: only ticks count', () => {
    const page = trainingPage();
    page.tick(minute - 1);
    // A night’s sleep is one late tick, and the answer to it comes right after.
    page.tick(1);
    page.say({ type: 'alive' });
    page.tick(minute);
    expect(page.workers[0]?.ended).toBe(false);
    expect(page.events().some(({ type }) => type === 'recovery')).toBe(false);
  });

  it('is not asked while nothing is under way', () => {
    const page = scriptedPage();
    page.client.send({ type: 'detect' });
    expect(page.ticking()).toBe(false);
    page.client.send({ type: 'start', runId: 'r', config: tiny });
    expect(page.ticking()).toBe(true);
    page.start();
    page.emit({ type: 'end', runId: 'r', outcome: 'finished', step: 1 });
    page.tick(1);
    expect(page.ticking()).toBe(false);
  });

  it('fails what else it was asked', () => {
    const page = scriptedPage();
    page.client.send({ type: 'inspect', id: 'i', file: new Blob() });
    page.client.send({ type: 'bench', id: 'b', models: [], engines: [] } as never);
    page.tick(5 * minute + 1);
    expect(page.messages).toEqual([
      { type: 'bench', id: 'b', event: expect.objectContaining({ outcome: 'failed' }) },
      {
        type: 'answer',
        id: 'i',
        answer: { type: 'failed', problem: { kind: 'worker-silent', again: undefined } },
      },
    ]);
  });
});

describe('a run that takes no step', () => {
  const answeringTicks = (page: ScriptedPage, times: number) => {
    for (let i = 0; i < times; i++) {
      page.tick(1);
      page.say({ type: 'alive' });
    }
  };

  it('is started anew after ten minutes, though its worker answers', () => {
    const page = trainingPage();
    answeringTicks(page, 10 * minute);
    expect(page.workers[0]?.ended).toBe(false);
    answeringTicks(page, 1);
    page.wait();
    page.start();
    expect(recoveries(page)).toMatchObject([{ problem: { kind: 'run-stalled' } }]);
  });

  it('may take an hour for one in software', () => {
    const page = trainingPage({ ...card, software: true });
    answeringTicks(page, 59 * minute);
    expect(page.workers).toHaveLength(1);
  });
});

describe('a stop', () => {
  it('comes to an end where nobody hears it, and says what is kept', () => {
    const page = trainingPage();
    page.save(40);
    page.client.send({ type: 'stop', runId: 'r' });
    page.tick(minute / 2);
    expect(ends(page)).toEqual([]);
    page.tick(1);
    expect(page.workers[0]?.ended).toBe(true);
    expect(ends(page)).toEqual([
      {
        type: 'end',
        runId: 'r',
        outcome: 'stopped',
        step: 42,
        problem: { kind: 'stopped-unheard', kept: 40 },
      },
    ]);
    page.wait();
    expect(page.workers).toHaveLength(1);
  });

  it('waits twice as long as the slowest step took, at most five minutes', () => {
    const page = trainingPage({ ...card, software: true });
    page.tick(minute);
    page.step(43);
    page.client.send({ type: 'stop', runId: 'r' });
    page.tick(2 * minute);
    expect(ends(page)).toEqual([]);
    page.tick(1);
    expect(ends(page)).toHaveLength(1);
  });
});

describe('with the real trainer', () => {
  let data: Dataset;
  let device: OpenedDevice;
  const ports: MessagePort[] = [];
  beforeAll(async () => {
    device = await openDevice();
    data = await realPictures();
  });
  afterEach(() => {
    for (const port of ports.splice(0)) port.close();
  });

  /** Trains in this thread, on checkpoints that outlive workers. @param meddle Is called with every event. */
  async function train(
    config: typeof tiny,
    meddle: (event: RunEvent, page: { crash(): void; loseDevice(): void }) => void = () => {},
  ) {
    const checkpoints: CheckpointRepository = memoryCheckpoints();
    const workers: WorkerLike[] = [];
    let fail = (_: Error) => {};
    const timers: Timers = {
      every: () => () => {},
      after: (_, call) => {
        const timer = setTimeout(call, 0);
        return () => clearTimeout(timer);
      },
    };
    const client = createWorkerClient({
      loadReader: () => readMessage,
      dataUrl: 'https://example.org/',
      timers,
      createWorker: () => {
        const worker = threadlessWorker(
          {
            checkpoints,
            openData: async () => data,
            openDevice: async () => {
              const failure = new Promise<never>((_, reject) => {
                fail = reject;
              });
              return { ...device, failure, close: () => {} };
            },
          },
          ports,
        );
        workers.push(worker);
        return worker;
      },
    });
    const events: RunEvent[] = [];
    client.onMessage((message) => {
      if (message.type !== 'run') return;
      events.push(message.event);
      meddle(message.event, {
        crash: () => workers.at(-1)?.onerror?.({ message: '', preventDefault: () => {} } as ErrorEvent),
        loseDevice: () => fail(new ProblemError(lost)),
      });
    });
    let done = 0;
    client.onMessage((message) => {
      if (message.type === 'checkpoint') done = message.checkpoint.step;
    });
    client.send({ type: 'start', runId: 'r', config });
    await until(() => done === config.epochs * tinySteps);
    const bytes = (await checkpoints.load('r', 'last')) ?? new Uint8Array();
    return { events, weights: readStateFile(bytes).weights, workers };
  }

  it('ends with the bits of an undisturbed run, though its worker broke and then its device', async () => {
    const config = { ...tiny, epochs: 4 };
    const whole = await train(config);
    let breaks = 0;
    const broken = await train(config, (event, page) => {
      if (event.type === 'epoch' && event.epoch === 1 && breaks === 0) {
        breaks = 1;
        page.crash();
      } else if (event.type === 'epoch' && event.epoch === 2 && breaks === 1) {
        breaks = 2;
        page.loseDevice();
      }
    });
    expect(breaks).toBe(2);
    expect(broken.events.filter(({ type }) => type === 'recovery')).toHaveLength(2);
    expect(broken.workers).toHaveLength(2);
    expect(broken.weights).toEqual(whole.weights);
  });
});
