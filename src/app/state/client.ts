/**
 * What the page asks of whoever trains for it. The real one is the worker's client; tests and the
 * development fixture bring a scripted one.
 */
import type { Problem } from '../../problems/index.ts';
import type { WorkerCommand, WorkerMessage } from '../../worker/protocol.ts';

export interface TrainerClient {
  /** Never throws and never waits: a worker that is still loading gets the command when it is up. */
  send(command: WorkerCommand): void;
  /** Calls back for every message from now on. */
  onMessage(listener: (message: WorkerMessage) => void): void;
  /** Calls back when the worker broke while nothing was under way; a run or a measurement ends with the problem instead. */
  onFailure(listener: (problem: Problem) => void): void;
}
