/**
 * The page's side of the protocol: starts the worker, passes commands and messages, and turns a crash of the worker
 * into a problem. No React, no tfjs.
 */
import type { Problem } from '../problems/index.ts';
import type { WorkerCommand, WorkerMessage } from './protocol.ts';

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(command: WorkerCommand): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<WorkerMessage>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export interface ClientOptions {
  /** Folder with the shards, with a final slash. */
  readonly dataUrl: string;
  readonly createWorker?: () => WorkerLike;
}

/** Commands that have one last answer. */
const requests = ['export', 'inspect', 'evaluate', 'look'] as const;
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
   * with the problem instead.
   */
  onFailure(listener: (problem: Problem) => void): void;
}

const startWorker = (): WorkerLike =>
  new Worker(new URL('./entry.ts', import.meta.url), { type: 'module', name: 'trainer' });

/** The folder of the page, wherever that lies: every data set has a folder of its own in it. */
export const dataUrlBeside = (page: string): string => new URL('.', page).href;

export function createWorkerClient({ dataUrl, createWorker = startWorker }: ClientOptions): TrainerClient {
  const listeners: ((message: WorkerMessage) => void)[] = [];
  const failureListeners: ((problem: Problem) => void)[] = [];
  let worker: WorkerLike | undefined;
  /** The run under way and how far it is. */
  let run: { readonly runId: string; readonly step: number } | undefined;
  /** The measurement under way. */
  let bench: string | undefined;
  /** Requests that have no last answer yet. */
  const asked = new Set<string>();

  const deliver = (message: WorkerMessage) => {
    for (const listener of listeners) listener(message);
  };

  function follow(message: WorkerMessage): void {
    switch (message.type) {
      case 'device':
        break;
      case 'run': {
        const { event } = message;
        if (event.runId !== run?.runId) break;
        if (event.type === 'end') run = undefined;
        else if (event.type === 'step') run = { ...run, step: event.step };
        break;
      }
      case 'bench':
        if (message.event.type === 'end' && message.id === bench) bench = undefined;
        break;
      case 'answer':
        if (message.answer.type !== 'progress') asked.delete(message.id);
        break;
      case 'checkpoint':
        break;
      default:
        message satisfies never;
    }
    deliver(message);
  }

  /** @param why What the browser says, which may be nothing. */
  function crashed(why: string): void {
    worker?.terminate();
    worker = undefined;
    const problem = (again?: 'train' | 'measure'): Problem => ({ kind: 'worker-broke', why, again });
    const broken = { run, bench, asked: [...asked] };
    run = undefined;
    bench = undefined;
    asked.clear();
    const end = { type: 'end', outcome: 'failed' } as const;
    if (broken.bench !== undefined)
      deliver({ type: 'bench', id: broken.bench, event: { ...end, problem: problem('measure') } });
    for (const id of broken.asked)
      deliver({ type: 'answer', id, answer: { type: 'failed', problem: problem() } });
    if (broken.run) deliver({ type: 'run', event: { ...broken.run, ...end, problem: problem('train') } });
    else if (broken.bench === undefined && broken.asked.length === 0)
      for (const listener of failureListeners) listener(problem('train'));
  }

  function boot(): WorkerLike {
    const booted = createWorker();
    booted.onmessage = (event) => follow(event.data);
    booted.onerror = (event) => {
      event.preventDefault();
      if (booted === worker) crashed(event.message ?? '');
    };
    booted.postMessage({ type: 'open', dataUrl });
    return booted;
  }

  return {
    send(command) {
      worker ??= boot();
      if (command.type === 'start') run = { runId: command.runId, step: 0 };
      if (command.type === 'bench') bench = command.id;
      if (isRequest(command)) asked.add(command.id);
      worker.postMessage(command);
    },
    onMessage: (listener) => void listeners.push(listener),
    onFailure: (listener) => void failureListeners.push(listener),
  };
}
