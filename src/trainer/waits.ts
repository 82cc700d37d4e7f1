/**
 * What a run waits for, and what it says of itself meanwhile: a turn between two steps, pictures that are late, kernels that still
 * compile, a person who has paused it. Everything that waits acts on pausing and stopping within one step.
 */
import type { RunPhase } from '../training/events.ts';
import type { Ahead } from './ahead.ts';
import type { Clock } from './clock.ts';
import type { Control } from './control.ts';
import { yieldToEventLoop } from './eventLoop.ts';
import type { QuestionDesk } from './questions.ts';
import type { Saver } from './saving.ts';

/** What a run does; whether it is paused meanwhile is up to a person, and a recovery is told by whoever starts it anew. */
export type Doing = Exclude<RunPhase, 'paused' | 'recovering'>;

/** Seconds for which pictures may be late without a word. */
const patience = 1;

export interface WaitsOptions<Piece extends string> {
  readonly control: Control;
  readonly clock: Clock;
  readonly saver: Saver;
  readonly questions: QuestionDesk;
  readonly ahead: Ahead<Piece>;
  /** Waits until the device has done all steps and their events are emitted. */
  readonly flush: () => Promise<void>;
  /** Waits until all steps are counted. */
  readonly counted: () => Promise<void>;
  /** What passed since the last step was not training. */
  readonly notTraining: () => void;
  /** Steps enqueued so far. */
  readonly step: () => number;
  readonly onPhase: (phase: RunPhase) => void;
}

export class Waits<Piece extends string> {
  readonly #options: WaitsOptions<Piece>;
  #doing: Doing = 'preparing';
  #reported: RunPhase | undefined;

  constructor(options: WaitsOptions<Piece>) {
    this.#options = options;
  }

  /** The run does something else from here on. */
  enter(doing: Doing): void {
    this.#doing = doing;
    this.#tell(this.#options.control.paused ? 'paused' : doing);
  }

  /** Tells of a pause once every step that the device was given is counted: from then on all numbers stand still. */
  async tellPaused(): Promise<void> {
    await this.#options.flush();
    if (this.#options.control.paused) this.#tell('paused');
  }

  /** Tells that the run goes on with what it did before it was paused. */
  tellResumed(): void {
    this.#tell(this.#doing);
  }

  /** Waits for something outside, but not longer than the run lasts. */
  for<T>(promise: Promise<T>): Promise<T> {
    return this.#options.control.unlessStopped(promise);
  }

  /** Waits for something. Time spent paused meanwhile does not count. */
  arrival(promise: Promise<void>): Promise<void> {
    const { control, clock } = this.#options;
    return control.unlessStopped(promise, () => (control.paused ? clock.pause() : clock.resume()));
  }

  /**
   * Returns when the next piece of work may be enqueued.
   * @param between Called right before, and again and again where it has to wait: what may happen between two steps alone.
   */
  async turn(between?: () => Promise<void>): Promise<void> {
    const { control, clock, saver, notTraining } = this.#options;
    await yieldToEventLoop();
    control.check();
    await between?.();
    if (saver.wanted) {
      await saver.serve();
      notTraining();
      control.check();
    }
    if (control.mayGo) return clock.resume();
    await this.for(this.tellPaused());
    clock.pause();
    while (!control.mayGo) {
      await this.#standStill();
      await between?.();
    }
    clock.resume();
  }

  /**
   * Waits for pictures. Where they do not come at once the run tells so, is kept, and its clock stands: an outage is no training.
   */
  async pictures(arrived: Promise<void>): Promise<void> {
    const { control, clock, flush } = this.#options;
    let here = false;
    const settle = () => {
      here = true;
      control.nudge();
    };
    const soon = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000 * patience);
      arrived.then(settle, settle).then(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    await this.arrival(soon);
    if (!here) {
      const doing = this.#doing;
      await this.for(flush());
      this.enter('waiting');
      clock.pause();
      while (!here) await this.#standStill();
      if (!control.paused) clock.resume();
      this.enter(doing);
    }
    await arrived;
  }

  /** Waits where what comes next is still being compiled, and says so. */
  async prepared(piece: Piece): Promise<void> {
    const { ahead, counted, notTraining } = this.#options;
    if (ahead.ready(piece)) return;
    await this.for(counted());
    const doing = this.#doing;
    this.enter('preparing');
    await this.arrival(ahead.need(piece));
    notTraining();
    this.enter(doing);
  }

  #tell(phase: RunPhase): void {
    // A single step may lead a paused run into another phase: it is paused all along.
    if (phase === 'paused' && this.#reported === 'paused') return;
    this.#reported = phase;
    this.#options.onPhase(phase);
  }

  /** What a run does that must not go on: it answers, or is kept, until something changes. */
  async #standStill(): Promise<void> {
    const { control, questions, saver, step } = this.#options;
    if (questions.waiting) await this.for(questions.answerNow(step()));
    else await saver.whileStill(control.changed());
    control.check();
  }
}
