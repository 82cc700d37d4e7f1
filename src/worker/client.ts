/**
 * The page's side of the protocol: starts the worker, passes commands and messages, and sees to it that a run goes on. A worker that
 * broke or hangs is ended; a run that broke down, by its worker or its device, is started anew from its last checkpoint, as often
 * as `recovery.ts` allows, and a stop always comes to an end. No React, no tfjs.
 */
import { ownScript } from '../base/ownScript.ts';
import type { Problem } from '../problems/index.ts';
import type { DeviceInfo, RunEvent, RunPhase } from '../training/events.ts';
import { workerAddress } from './address.ts';
import { onDeath, workerName } from './lifeline.ts';
import { readMessage } from './messages.ts';
import { recovered, type WorkerCommand, type WorkerMessage } from './protocol.ts';
import { isWorthAnother, lastWord, pauseBefore } from './recovery.ts';
import { type Finding, tickMs, Watch } from './watch.ts';

/** The part of `Worker` that is used. */
export interface WorkerLike {
  postMessage(command: WorkerCommand): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** The part of timers that is used. Each returns how to end it. */
export interface Timers {
  every(ms: number, call: () => void): () => void;
  after(ms: number, call: () => void): () => void;
}

export interface ClientOptions {
  /** Folder with the shards, with a final slash. */
  readonly dataUrl: string;
  readonly createWorker?: () => WorkerLike;
  readonly timers?: Timers;
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

const browserTimers: Timers = {
  every(ms, call) {
    const timer = setInterval(call, ms);
    return () => clearInterval(timer);
  },
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
};

/** The folder of the page, wherever that lies: every data set has a folder of its own in it. */
export const dataUrlBeside = (page: string): string => new URL('.', page).href;

/** Commands for the run under way. */
const forRun = ['pause', 'resume', 'single-step', 'stop', 'change'] as const;
type ForRun = Extract<WorkerCommand, { type: (typeof forRun)[number] }>;
const isForRun = (command: WorkerCommand): command is ForRun => forRun.some((type) => type === command.type);

type Start = Extract<WorkerCommand, { type: 'start' }>;

/** The run under way. */
interface Running {
  /** How it was asked for, with what was changed by hand since. */
  readonly asked: Start;
  /** How far it is. */
  readonly step: number;
  readonly phase: RunPhase;
  readonly paused: boolean;
  readonly stopping: boolean;
  /** Starts in a row without a new checkpoint. */
  readonly starts: number;
  /** Step of its last checkpoint on the disk. */
  readonly saved?: number;
  /** Whether its last checkpoint lies in the worker's memory alone. */
  readonly inMemory: boolean;
  /** Step and reason of a breakdown that it has not gone on from yet. */
  readonly broken?: { readonly step: number; readonly problem: Problem };
}

export function createWorkerClient(options: ClientOptions): TrainerClient {
  const { dataUrl, createWorker = startWorker, timers = browserTimers } = options;
  const listeners: ((message: WorkerMessage) => void)[] = [];
  const failureListeners: ((problem: Problem) => void)[] = [];
  const watch = new Watch();
  let worker: WorkerLike | undefined;
  let device: DeviceInfo | undefined;
  let run: Running | undefined;
  /** The measurement under way. */
  let bench: string | undefined;
  /** Requests that have no last answer yet. */
  const asked = new Set<string>();
  let endTicks: (() => void) | undefined;
  let endPause = () => {};

  const deliver = (message: WorkerMessage) => {
    for (const listener of listeners) listener(message);
  };
  const tellRun = (event: RunEvent) => deliver({ type: 'run', event });

  const isBusy = () => run !== undefined || bench !== undefined || asked.size > 0;
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
    const found = watch.tick({ device, phase: run?.phase, stopping: run?.stopping ?? false });
    if (found) broke(problemOf(found));
    else worker?.postMessage({ type: 'ping' });
  }
  const problemOf = (found: Finding): Problem => {
    if (found === 'run-stalled') return { kind: 'run-stalled' };
    return { kind: 'worker-silent', again: run ? 'train' : bench === undefined ? undefined : 'measure' };
  };

  /** What an event of the run under way means for it. @returns whether the page is told. */
  function followRun(running: Running, event: RunEvent): boolean {
    watch.moved();
    switch (event.type) {
      case 'start': {
        device = event.device;
        const { broken, asked: start, saved } = running;
        const resumed = start.from?.kind === 'stored' ? event.step : undefined;
        run = { ...running, step: event.step, broken: undefined, saved: saved ?? resumed };
        if (!broken) return true;
        tellRun(event);
        tellRun({ type: 'recovery', runId: event.runId, ...broken, at: broken.step, step: event.step });
        return false;
      }
      case 'phase':
        run = { ...running, phase: event.phase };
        return true;
      case 'step':
        run = { ...running, step: event.step };
        return true;
      case 'end':
        if (event.outcome === 'failed' && event.problem) {
          breakDown({ ...running, step: event.step }, event.problem);
          return false;
        }
        run = undefined;
        return true;
      case 'progress':
      case 'epoch':
      case 'vitals':
      case 'predictions':
      case 'change':
      case 'recovery':
        return true;
      default:
        return event satisfies never;
    }
  }

  function follow(message: WorkerMessage): void {
    watch.heard();
    switch (message.type) {
      case 'alive':
        return;
      case 'device':
        device = message.device;
        break;
      case 'run':
        if (run && message.event.runId === run.asked.runId && !followRun(run, message.event)) return;
        break;
      case 'bench':
        if (message.event.type === 'end' && message.id === bench) bench = undefined;
        break;
      case 'answer':
        if (message.answer.type !== 'progress') asked.delete(message.id);
        break;
      case 'checkpoint': {
        const { checkpoint, problem } = message;
        if (run?.asked.runId !== checkpoint.runId) break;
        run = { ...run, inMemory: problem !== undefined };
        if (problem) break;
        // Only a run that came further has outlived what broke it.
        const further = checkpoint.step > (run.saved ?? 0);
        run = { ...run, saved: checkpoint.step, starts: further ? 0 : run.starts };
        break;
      }
      case 'passed-over':
        break;
      default:
        message satisfies never;
    }
    deliver(message);
  }

  const endWorker = () => {
    worker?.terminate();
    worker = undefined;
  };
  /** The worker is no use any more; whatever it had under way hears of it. */
  function broke(problem: Problem): void {
    endWorker();
    const broken = { run, bench, asked: [...asked] };
    bench = undefined;
    asked.clear();
    if (broken.bench !== undefined) {
      const event = { type: 'end', outcome: 'failed', problem: withAgain(problem, 'measure') } as const;
      deliver({ type: 'bench', id: broken.bench, event });
    }
    for (const id of broken.asked)
      deliver({ type: 'answer', id, answer: { type: 'failed', problem: withAgain(problem) } });
    if (broken.run) breakDown(broken.run, problem);
    else if (broken.bench === undefined && broken.asked.length === 0)
      for (const listener of failureListeners) listener(problem);
  }

  /** Starts the run anew if that is worth it. */
  function breakDown(running: Running, problem: Problem): void {
    const { asked: start, step, starts } = running;
    const { runId } = start;
    if (running.stopping) {
      end(running);
      return;
    }
    if (!isWorthAnother(problem, starts)) {
      run = undefined;
      tellRun({ type: 'end', runId, outcome: 'failed', step, problem: lastWord(problem, starts) });
      return;
    }
    run = {
      ...running,
      phase: 'recovering',
      starts: starts + 1,
      broken: running.broken ?? { step, problem },
    };
    tellRun({ type: 'phase', runId, phase: 'recovering' });
    // A device that is lost again and again may have left the worker in a state that no new device mends.
    if (starts > 0 && !running.inMemory && asked.size === 0) endWorker();
    endPause();
    endPause = timers.after(pauseBefore(starts), () => {
      if (run?.asked.runId === runId && run.phase === 'recovering') startAnew(run);
    });
  }

  /** Ends a run that was asked to stop and can do nothing for it itself. */
  function end({ asked: { runId }, step, saved: kept }: Running): void {
    run = undefined;
    endPause();
    const problem = { kind: 'stopped-unheard', kept } as const;
    tellRun({ type: 'end', runId, outcome: 'stopped', step, problem });
  }

  /** From the last checkpoint, or, where there is none yet, from what the run began with. */
  function startAnew({ asked: start, paused }: Running): void {
    const { runId, from } = start;
    worker ??= boot();
    watch.restart();
    worker.postMessage({ ...start, from: recovered(runId, from) });
    if (paused) worker.postMessage({ type: 'pause', runId });
  }

  function boot(): WorkerLike {
    const booted = createWorker();
    booted.onmessage = (event) => {
      const message = booted === worker ? readMessage(event.data) : undefined;
      if (message) follow(message);
    };
    booted.onerror = (event) => {
      event.preventDefault();
      const again = run ? 'train' : bench === undefined ? 'train' : 'measure';
      if (booted === worker) broke({ kind: 'worker-broke', why: event.message ?? '', again });
    };
    booted.postMessage({ type: 'open', dataUrl });
    return booted;
  }

  /** What a command means for the run under way. */
  function note(command: WorkerCommand): void {
    switch (command.type) {
      case 'start':
        run = {
          asked: command,
          step: 0,
          phase: 'preparing',
          paused: false,
          stopping: false,
          starts: 0,
          inMemory: false,
        };
        watch.restart();
        return;
      case 'pause':
      case 'single-step':
        if (run?.asked.runId === command.runId) run = { ...run, paused: true };
        return;
      case 'resume':
        if (run?.asked.runId === command.runId) run = { ...run, paused: false };
        return;
      case 'change':
        if (run?.asked.runId === command.runId) {
          const config = { ...run.asked.config, ...command.settings };
          run = { ...run, asked: { ...run.asked, config } };
        }
        return;
      case 'stop':
        if (run?.asked.runId === command.runId) run = { ...run, stopping: true };
        return;
      case 'bench':
        bench = command.id;
        return;
      default:
        if (isRequest(command)) asked.add(command.id);
    }
  }

  return {
    send(command) {
      note(command);
      if (run?.phase === 'recovering' && isForRun(command) && command.runId === run.asked.runId) {
        // The next start brings it along, and a stop needs none.
        if (command.type === 'stop') end(run);
        return;
      }
      worker ??= boot();
      worker.postMessage(command);
      if (isBusy()) watchOn();
    },
    onMessage: (listener) => void listeners.push(listener),
    onFailure: (listener) => void failureListeners.push(listener),
  };
}

/** The same with another button to press. */
const withAgain = (problem: Problem, again?: 'train' | 'measure'): Problem =>
  problem.kind === 'worker-broke' || problem.kind === 'worker-silent' ? { ...problem, again } : problem;
