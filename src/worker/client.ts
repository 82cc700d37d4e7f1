/**
 * The page's side of the protocol: starts the worker, passes commands and messages, and ends a worker that broke or hangs. What that
 * means for a run under way, `keptRun.ts` knows; everything else that it had to do hears that it failed. No React, no tfjs.
 */
import { messageOf } from '../base/errors.ts';
import { ownScript } from '../base/ownScript.ts';
import type { Problem } from '../problems/index.ts';
import type { DeviceInfo } from '../training/events.ts';
import { workerAddress } from './address.ts';
import { keepRun } from './keptRun.ts';
import { onDeath, workerName } from './lifeline.ts';
import type { WorkerCommand, WorkerMessage } from './protocol.ts';
import { browserTimers, type Timers } from './timers.ts';
import { tickMs, Watch } from './watch.ts';

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(command: WorkerCommand): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface ClientOptions {
  /** Folder with the shards, with a final slash. */
  readonly dataUrl: string;
  readonly createWorker?: () => WorkerLike;
  readonly timers?: Timers;
  /** Gives what messages are read with. */
  readonly loadReader?: () => ReadMessage | Promise<ReadMessage>;
}

type ReadMessage = (data: unknown) => WorkerMessage | undefined;

/** Its script and the library that it checks with are not among the first: no message comes before the worker's own script is there. */
const loadLate = async (): Promise<ReadMessage> => (await import('./messages.ts')).readMessage;

/** Commands that have one last answer. */
const requests = [
  'export',
  'inspect',
  'evaluate',
  'look',
  'find-rate',
  'landscape',
  'pictures',
  'labels',
  'shipped',
] as const;
type Request = Extract<WorkerCommand, { type: (typeof requests)[number] }>;
const isRequest = (command: WorkerCommand): command is Request =>
  requests.some((type) => type === command.type);

/** Whoever trains for the page: the client of the worker, or a scripted one in tests and on the development page. */
export interface TrainerClient {
  /** Never throws and never waits: a worker that is still loading gets the command when it is up. */
  send(command: WorkerCommand): void;
  /** Calls back for every message from now on. */
  onMessage(listener: (message: WorkerMessage) => void): void;
  /**
   * Calls back when the worker broke while nothing was under way; a run or a measurement that was gets an `end` event
   * with the problem instead, unless the run goes on.
   */
  onFailure(listener: (problem: Problem) => void): void;
}

function startWorker(): WorkerLike {
  const name = workerName();
  const worker = new Worker(ownScript(workerAddress), { type: 'module', name });
  const died = () => worker.onerror?.(new ErrorEvent('error'));
  worker.addEventListener('message', () => onDeath(name, navigator.locks, died), { once: true });
  return worker;
}

/** The folder of the page, wherever that lies: every data set has a folder of its own in it. */
export const dataUrlBeside = (page: string): string => new URL('.', page).href;

export function createWorkerClient(options: ClientOptions): TrainerClient {
  const { dataUrl, createWorker = startWorker, timers = browserTimers, loadReader = loadLate } = options;
  const listeners: ((message: WorkerMessage) => void)[] = [];
  const failureListeners: ((problem: Problem) => void)[] = [];
  const watch = new Watch();
  let readMessage: ReadMessage | undefined;
  let worker: WorkerLike | undefined;
  let device: DeviceInfo | undefined;
  /** The measurement under way. */
  let bench: string | undefined;
  /** Requests that have no last answer yet. */
  const asked = new Set<string>();
  /** Questions to a network that have no answer yet. Whoever asked asks again, so nothing is done for their sake. */
  const questions = new Set<string>();
  let endTicks: (() => void) | undefined;

  const deliver = (message: WorkerMessage) => {
    for (const listener of listeners) listener(message);
  };
  const endWorker = () => {
    worker?.terminate();
    worker = undefined;
  };
  const run = keepRun({
    tell: (event) => deliver({ type: 'run', event }),
    start(commands) {
      worker ??= boot();
      watch.restart();
      for (const command of commands) worker.postMessage(command);
    },
    renewWorker() {
      if (asked.size > 0) return;
      endWorker();
      dropQuestions({ kind: 'worker-broke', why: '' });
    },
    after: timers.after,
  });

  const isBusy = () => run.phase !== undefined || bench !== undefined || asked.size > 0 || questions.size > 0;
  /** While something is under way the worker is asked for signs of life. */
  function watchOn(): void {
    if (endTicks) return;
    watch.restart();
    endTicks = timers.every(tickMs, tick);
  }
  function tick(): void {
    if (!isBusy()) {
      endTicks?.();
      endTicks = undefined;
      return;
    }
    const found = watch.tick({ device, phase: run.phase, stopping: run.stopping });
    if (found) broke(found === 'run-stalled' ? { kind: 'run-stalled' } : { kind: 'worker-silent' });
    else worker?.postMessage({ type: 'ping' });
  }

  function follow(message: WorkerMessage): void {
    watch.heard();
    switch (message.type) {
      case 'alive':
        return;
      case 'device':
        device = message.device;
        break;
      case 'run': {
        const { own, told } = run.follow(message.event);
        if (own) watch.moved();
        if (own && message.event.type === 'start') device = message.event.device;
        if (!told) return;
        break;
      }
      case 'bench':
        if (message.event.type === 'end' && message.id === bench) bench = undefined;
        break;
      case 'answer':
        if (message.answer.type !== 'progress') {
          asked.delete(message.id);
          questions.delete(message.id);
        }
        break;
      case 'checkpoint':
        run.saved(message);
        break;
      case 'passed-over':
        break;
      default:
        message satisfies never;
    }
    deliver(message);
  }

  function dropQuestions(problem: Problem): void {
    const dropped = [...questions];
    questions.clear();
    for (const id of dropped) deliver({ type: 'answer', id, answer: { type: 'failed', problem } });
  }

  /** The worker is no use any more; whatever it had under way hears of it. */
  function broke(problem: Problem): void {
    endWorker();
    const broken = { bench, asked: [...asked] };
    bench = undefined;
    asked.clear();
    if (broken.bench !== undefined) {
      const event = { type: 'end', outcome: 'failed', problem: withAgain(problem, 'measure') } as const;
      deliver({ type: 'bench', id: broken.bench, event });
    }
    for (const id of broken.asked) deliver({ type: 'answer', id, answer: { type: 'failed', problem } });
    dropQuestions(problem);
    const again = withAgain(problem, 'train');
    if (run.broke(again) || broken.bench !== undefined || broken.asked.length > 0) return;
    for (const listener of failureListeners) listener(again);
  }

  function boot(): WorkerLike {
    const booted = createWorker();
    const died = (why: string) => {
      if (booted === worker) broke({ kind: 'worker-broke', why });
    };
    const hear = (read: ReadMessage, data: unknown) => {
      const message = booted === worker ? read(data) : undefined;
      if (message) follow(message);
    };
    /** What came before it could be read. */
    const unread: unknown[] = [];
    booted.onmessage = ({ data }) => {
      if (readMessage) hear(readMessage, data);
      else unread.push(data);
    };
    booted.onerror = (event) => {
      event.preventDefault();
      died(event.message ?? '');
    };
    const readWith = (read: ReadMessage) => {
      readMessage = read;
      for (const data of unread.splice(0)) hear(read, data);
    };
    if (!readMessage) {
      const reader = loadReader();
      if (typeof reader === 'function') readWith(reader);
      else reader.then(readWith, (error: unknown) => died(messageOf(error)));
    }
    booted.postMessage({ type: 'open', dataUrl });
    return booted;
  }

  return {
    send(command) {
      if (command.type === 'start') watch.restart();
      if (command.type === 'bench') bench = command.id;
      if (isRequest(command)) asked.add(command.id);
      if (command.type === 'ask') questions.add(command.id);
      // A worker that is gone answers nothing.
      if (command.type === 'withdraw' && !(questions.delete(command.id) && worker)) return;
      if (!run.note(command)) return;
      worker ??= boot();
      worker.postMessage(command);
      if (isBusy()) watchOn();
    },
    onMessage: (listener) => void listeners.push(listener),
    onFailure: (listener) => void failureListeners.push(listener),
  };
}

/** The same with the button to press. */
const withAgain = (problem: Problem, again: 'train' | 'measure'): Problem =>
  problem.kind === 'worker-broke' || problem.kind === 'worker-silent' ? { ...problem, again } : problem;
