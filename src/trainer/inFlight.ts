/**
 * The in-flight window: bounds the work that is enqueued on the device and not done yet. It is wide enough that the device
 * never idles while JavaScript prepares the next step, and narrow enough that pause and stop act within one step.
 */
import { type Now, systemNow } from './clock.ts';

/** Seconds. Where a piece of work takes longer, preparing the next one costs next to nothing, but stopping waits for all that is enqueued. */
const long = 1;

export class InFlightWindow {
  readonly #limit: number;
  readonly #now: Now;
  readonly #work: Promise<void>[] = [];
  /** When the last piece that is done was done. */
  #lastDone = Number.NEGATIVE_INFINITY;
  /** Whether the last piece that is done took less than `long`. */
  #brief: boolean;

  /** @param brief What is taken of the first piece, until it is done. In a run it may compile, on a slow device for long. */
  constructor({
    limit = 2,
    brief = false,
    now = systemNow,
  }: { limit?: number; brief?: boolean; now?: Now } = {}) {
    this.#limit = limit;
    this.#brief = brief;
    this.#now = now;
  }

  /** @param done settles when the work that was just enqueued is done. */
  add(done: Promise<void>): void {
    const enqueued = this.#now();
    const timed = done.then(() => {
      const now = this.#now();
      this.#brief = now - Math.max(enqueued, this.#lastDone) < long;
      this.#lastDone = now;
    });
    // `room` and `end` throw the error; until one of them is called, nothing handles it.
    timed.catch(() => {});
    this.#work.push(timed);
  }

  /** Resolves when one more piece of work may be enqueued. @throws what the work before threw. */
  async room(): Promise<void> {
    // What the wait shows of the speed counts.
    while (this.#work.length >= (this.#brief ? this.#limit : 1)) await this.#first();
  }

  /** Resolves when all that was enqueued is done. @throws what it threw. */
  async end(): Promise<void> {
    while (this.#work.length > 0) await this.#first();
  }

  async #first(): Promise<void> {
    await this.#work[0];
    this.#work.shift();
  }
}
