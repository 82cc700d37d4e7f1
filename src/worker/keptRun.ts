/**
 * The run under way as the page's side of the protocol sees it: what it was asked for and how far it is, so that one that broke down is
 * started anew from its last checkpoint, as often as `recovery.ts` allows, and one that was asked to stop comes to an end. It knows
 * no worker: `client.ts` hands it what goes there and what comes from there.
 */
import type { Problem } from '../problems/index.ts';
import type { DeviceInfo, RunEvent, RunPhase } from '../training/events.ts';
import { recovered, type WorkerCommand, type WorkerMessage } from './protocol.ts';
import { isPassing, isWorthAnother, lastWord, pauseBefore } from './recovery.ts';
import type { Timers } from './timers.ts';

type Start = Extract<WorkerCommand, { type: 'start' }>;

/** Commands for the run under way. */
const forRun = ['pause', 'resume', 'single-step', 'stop', 'change', 'change-depth', 'undo-depth'] as const;
type ForRun = Extract<WorkerCommand, { type: (typeof forRun)[number] }>;
const isForRun = (command: WorkerCommand): command is ForRun => forRun.some((type) => type === command.type);

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
  /** What trained it first: no other backend takes over unasked. */
  readonly backend?: DeviceInfo['backend'];
  /** Step of its last checkpoint on the disk. */
  readonly saved?: number;
  /** Whether its last checkpoint lies in the worker's memory alone. */
  readonly inMemory: boolean;
  /** Step and reason of a breakdown that it has not gone on from yet. */
  readonly broken?: { readonly step: number; readonly problem: Problem };
}

export interface KeptRunOptions {
  /** Tells the page. */
  readonly tell: (event: RunEvent) => void;
  /** Starts the run anew, in whichever worker there is. */
  readonly start: (commands: readonly WorkerCommand[]) => void;
  /** Ends the worker, unless others need it: a device that is lost again and again may have left it in a state that nothing mends. */
  readonly renewWorker: () => void;
  readonly after: Timers['after'];
}

export interface KeptRun {
  /** Undefined where no run is under way. */
  readonly phase: RunPhase | undefined;
  readonly stopping: boolean;
  /** Takes note of a command. @returns whether it goes to the worker. */
  note(command: WorkerCommand): boolean;
  /** Takes note of an event. @returns whether it is that of the run under way, and whether the page is told of it. */
  follow(event: RunEvent): { readonly own: boolean; readonly told: boolean };
  saved(report: Extract<WorkerMessage, { type: 'checkpoint' }>): void;
  /** The worker is gone. @returns whether that took a run along. */
  broke(problem: Problem): boolean;
}

export function keepRun({ tell, start, renewWorker, after }: KeptRunOptions): KeptRun {
  let run: Running | undefined;
  let endPause = () => {};

  /** Ends a run that was asked to stop and can do nothing for it itself. */
  function endStopped({ asked: { runId }, step, saved: kept }: Running): void {
    run = undefined;
    endPause();
    const problem = { kind: 'stopped-unheard', kept } as const;
    tell({ type: 'end', runId, outcome: 'stopped', step, problem });
  }

  /** Starts the run anew if that is worth it. */
  function breakDown(running: Running, problem: Problem): void {
    const { asked, step, starts, stopping } = running;
    const { runId } = asked;
    if (stopping && isPassing(problem)) {
      endStopped(running);
      return;
    }
    if (!isWorthAnother(problem, starts)) {
      run = undefined;
      tell({ type: 'end', runId, outcome: 'failed', step, problem: lastWord(problem, starts) });
      return;
    }
    run = {
      ...running,
      phase: 'recovering',
      starts: starts + 1,
      broken: running.broken ?? { step, problem },
    };
    tell({ type: 'phase', runId, phase: 'recovering' });
    if (starts > 0 && !running.inMemory) renewWorker();
    endPause();
    endPause = after(pauseBefore(starts), () => {
      if (run?.asked.runId === runId && run.phase === 'recovering') startAnew(run);
    });
  }

  /** From the last checkpoint, or, where there is none yet, from what the run began with. */
  function startAnew({ asked, paused, backend }: Running): void {
    const { runId, from } = asked;
    const anew = { ...asked, from: { ...recovered(runId, from), backend } };
    start(paused ? [anew, { type: 'pause', runId }] : [anew]);
  }

  /** What a command for the run means for it. */
  function noteForRun(running: Running, command: ForRun): void {
    switch (command.type) {
      case 'pause':
      case 'single-step':
        run = { ...running, paused: true };
        return;
      case 'resume':
        run = { ...running, paused: false };
        return;
      case 'stop':
        run = { ...running, stopping: true };
        return;
      case 'change': {
        const { asked } = running;
        run = { ...running, asked: { ...asked, config: { ...asked.config, ...command.settings } } };
        return;
      }
      // What it comes to is told by the run; one that broke down goes on with the depth of its checkpoint.
      case 'change-depth':
      case 'undo-depth':
        return;
      default:
        command satisfies never;
    }
  }

  return {
    get phase() {
      return run?.phase;
    },
    get stopping() {
      return run?.stopping ?? false;
    },
    note(command) {
      if (command.type === 'start') {
        endPause();
        const fresh = { step: 0, paused: false, stopping: false, starts: 0, inMemory: false };
        run = { ...fresh, asked: command, phase: 'preparing' };
        return true;
      }
      if (!isForRun(command) || command.runId !== run?.asked.runId) return true;
      noteForRun(run, command);
      if (run.phase !== 'recovering') return true;
      // The next start brings it along, and a stop needs none.
      if (command.type === 'stop') endStopped(run);
      if (command.type === 'change') tell({ ...command, step: run.step });
      return false;
    },
    follow(event) {
      if (event.runId !== run?.asked.runId) return { own: false, told: true };
      const told = { own: true, told: true };
      switch (event.type) {
        case 'start': {
          const { broken, asked, saved, backend = event.device.backend } = run;
          const resumed = asked.from?.kind === 'stored' ? event.step : undefined;
          run = { ...run, step: event.step, broken: undefined, saved: saved ?? resumed, backend };
          if (!broken) return told;
          const { problem, step: at } = broken;
          tell(event);
          tell({ type: 'recovery', runId: event.runId, at, step: event.step, problem });
          return { own: true, told: false };
        }
        case 'phase':
          run = { ...run, phase: event.phase };
          return told;
        case 'step':
          run = { ...run, step: event.step };
          return told;
        case 'end':
          if (event.outcome !== 'failed' || !event.problem) {
            run = undefined;
            return told;
          }
          breakDown({ ...run, step: event.step }, event.problem);
          return { own: true, told: false };
        case 'progress':
        case 'epoch':
        case 'vitals':
        case 'predictions':
        case 'frame':
        case 'change':
        case 'recovery':
        case 'refusal':
          return told;
        default:
          return event satisfies never;
      }
    },
    saved({ checkpoint, problem }) {
      if (run?.asked.runId !== checkpoint.runId) return;
      run = { ...run, inMemory: problem !== undefined };
      if (problem) return;
      // Only a run that came further has outlived what broke it.
      const further = checkpoint.step > (run.saved ?? 0);
      run = { ...run, saved: checkpoint.step, starts: further ? 0 : run.starts };
    },
    broke(problem) {
      if (!run) return false;
      breakDown(run, problem);
      return true;
    },
  };
}
