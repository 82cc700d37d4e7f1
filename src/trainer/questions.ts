/**
 * Questions to the network of a run: answered between two of its steps, at once while it is paused, and never in an evaluation. They
 * take a small share of the running time, however many there are and however large: what an answer costs is measured, and the next
 * waits until that is made up for. Training does not change by them.
 */
import { lookAt, type Seer, warmUpLook } from '../nn/looks.ts';
import { ProblemError } from '../problems/index.ts';
import type { Look, Seen } from '../training/questions.ts';
import type { Aside, StepTimes } from './stepTimes.ts';

/** Share of the running time that answers may take. With samples, vitals and probes they stay within a tenth. */
const share = 0.06;

/** A question whose pictures are there: N·S·S·3 bytes, NHWC, RGB. */
export interface Asked extends Look {
  readonly images: Uint8Array;
  /** Whoever asked wants no answer any more. */
  readonly signal?: AbortSignal;
}

/** What the network said, with the weights after so many steps. */
export interface Said {
  readonly step: number;
  readonly taps: Seen;
}

export interface QuestionDeskOptions {
  readonly engine: Seer;
  /** Side of a picture in pixels. */
  readonly imageSize: number;
  /** Pictures that the device takes at a time. */
  readonly atOnce: number;
  /** Running time in seconds, without pauses. */
  readonly seconds: () => number;
  /** By which the cost of an answer is known. */
  readonly times: Pick<StepTimes, 'plainSteps'>;
  /** Called when a question can be answered. */
  readonly onReady: () => void;
}

interface Waiting extends Asked {
  readonly count: number;
  /** Whether all that its answer needs is compiled. */
  ready: boolean;
  readonly resolve: (said: Said) => void;
  readonly reject: (error: unknown) => void;
}

export class QuestionDesk {
  readonly #options: QuestionDeskOptions;
  #waiting: Waiting[] = [];
  /** Answers on their way, whose cost is not known yet. */
  #open = 0;
  /** Seconds that answers have taken and that are not made up for, at a time of the run. */
  #debt = { seconds: 0, at: 0 };
  /** Plain steps that were timed before the last answer. */
  #plainSteps = 0;
  #told: Promise<unknown> = Promise.resolve();
  #state: 'closed' | 'open' | 'over' = 'closed';

  constructor(options: QuestionDeskOptions) {
    this.#options = options;
  }

  /** Resolves when the run gets to it. Rejects where the run ends before, with `run-over`, or the signal's reason. */
  ask(asked: Asked): Promise<Said> {
    return new Promise((resolve, reject) => {
      if (this.#state === 'over') return reject(new ProblemError({ kind: 'run-over' }));
      const count = asked.images.length / (this.#options.imageSize ** 2 * 3);
      const waiting = { ...asked, count, ready: false, resolve, reject };
      this.#waiting.push(waiting);
      if (this.#state === 'open') void this.#prepare(waiting);
    });
  }

  /** From here on the engine has time for what answers need. */
  open(): void {
    this.#state = 'open';
    for (const waiting of this.#waiting) void this.#prepare(waiting);
  }

  /** Another network took over: what waits is compiled for that one. */
  renew(): void {
    for (const waiting of this.#waiting) waiting.ready = false;
    if (this.#state === 'open') this.open();
  }

  /** Compiles what an answer needs, in the background. */
  async #prepare(waiting: Waiting): Promise<void> {
    const { engine, atOnce, onReady } = this.#options;
    try {
      await warmUpLook(engine, waiting.count, waiting, atOnce);
      waiting.ready = true;
      onReady();
    } catch (error) {
      this.#waiting = this.#waiting.filter((other) => other !== waiting);
      waiting.reject(error);
    }
  }

  /** Whether a question waits that can be answered. */
  get waiting(): boolean {
    this.#waiting = this.#waiting.filter(({ signal, reject }) => {
      if (signal?.aborted) reject(signal.reason);
      return !signal?.aborted;
    });
    return this.#waiting.some(({ ready }) => ready);
  }

  /** Whether one waits and may be answered before the next step of a run that trains. */
  get due(): boolean {
    const { times } = this.#options;
    // A plain step in between keeps the measure of what an answer costs fresh.
    if (!this.waiting || this.#open > 0 || times.plainSteps === this.#plainSteps) return false;
    return this.#owed() <= 0;
  }

  /**
   * Answers the question that has waited longest, with the weights as they are after all that was enqueued so far.
   * @param step Steps enqueued so far.
   * @returns what is to be timed with the next step; undefined where no question waits.
   */
  answer(step: number): Aside | undefined {
    const { engine, atOnce, times } = this.#options;
    const next = this.waiting ? this.#waiting.find(({ ready }) => ready) : undefined;
    if (!next) return undefined;
    this.#waiting = this.#waiting.filter((other) => other !== next);
    const { images, count, resolve, reject } = next;
    this.#plainSteps = times.plainSteps;
    // What one question is wrong about is its own matter: a device that failed ends the run by another way.
    const done = lookAt(engine, images, count, next, atOnce).then((taps) => resolve({ step, taps }), reject);
    this.#told = Promise.all([this.#told, done]);
    this.#open++;
    return {
      done,
      took: (seconds) => {
        this.#open--;
        this.#debt = { seconds: Math.max(0, this.#owed() + (seconds ?? 0)), at: this.#options.seconds() };
      },
    };
  }

  /** Answers the question that has waited longest, of a run that stands still: that costs no training. */
  async answerNow(step: number): Promise<void> {
    const aside = this.answer(step);
    await aside?.done;
    aside?.took(undefined);
  }

  /** Resolves when nothing is on its way. Never throws. */
  async flush(): Promise<void> {
    await this.#told;
  }

  /** No question of this run can be answered any more. */
  end(): void {
    this.#state = 'over';
    for (const { reject } of this.#waiting.splice(0)) reject(new ProblemError({ kind: 'run-over' }));
  }

  #owed(): number {
    const { seconds, at } = this.#debt;
    return Math.max(0, seconds - share * (this.#options.seconds() - at));
  }
}
