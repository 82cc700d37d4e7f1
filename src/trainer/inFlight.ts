/**
 * The in-flight window: bounds the work that is enqueued on the device and not done yet. It is wide enough that the device
 * never idles while JavaScript prepares the next step, and narrow enough that pause and stop act within a step or a fifth of a second.
 *
 * Two pieces are enough where a browser tells soon that one is done; more would only stand in the way of what the page draws.
 * Firefox looks every 100 ms, when all of them may have been done for long: so the window widens while all that it held turns
 * out to be done together.
 */
import { type Now, systemNow } from './clock.ts';

/** Seconds. Where a piece of work takes longer, preparing the next one costs next to nothing, but stopping waits for all that is enqueued. */
const long = 1;
/** Seconds of the device's time that a widened window holds at most. */
const most = 0.2;
/** Seconds. A shorter wait for room says nothing: then JavaScript was the slower one. */
const shortestWait = 0.001;
/** Two pieces are told of together where the time between is a small part of the wait before. */
const together = 0.25;

export class InFlightWindow {
  readonly #narrowest: number;
  readonly #now: Now;
  readonly #work: Promise<void>[] = [];
  /** Pieces that may be enqueued, as long as they are brief. */
  #width: number;
  /** Pieces not known to be done. */
  #open = 0;
  /** When the device began, then when the last pieces were done, at most as many as the window is wide. */
  #doneAt: number[] = [];
  /** Whether the last piece that is done took less than `long`. */
  #brief: boolean;

  /**
   * @param limit How many brief pieces always have room.
   * @param brief What is taken of the first piece, until it is done. In a run it may compile, on a slow device for long.
   */
  constructor({
    limit = 2,
    brief = false,
    now = systemNow,
  }: { limit?: number; brief?: boolean; now?: Now } = {}) {
    this.#narrowest = limit;
    this.#width = limit;
    this.#brief = brief;
    this.#now = now;
  }

  /** @param done settles when the work that was just enqueued is done. */
  add(done: Promise<void>): void {
    const enqueued = this.#now();
    if (this.#open++ === 0) this.#doneAt = [enqueued];
    const timed = done.then(() => this.#done(enqueued));
    // `room` and `end` throw the error; until one of them is called, nothing handles it.
    timed.catch(() => {});
    this.#work.push(timed);
  }

  /** Resolves when one more piece of work may be enqueued. @throws what the work before threw. */
  async room(): Promise<void> {
    if (!this.#full) return;
    const asked = this.#now();
    const last = this.#work.at(-1);
    // What the wait shows of the speed counts.
    while (this.#full) await this.#first();
    const given = this.#now();
    const waited = given - asked;
    if (waited < shortestWait) return;
    last?.then(
      () => {
        if (this.#now() - given <= together * waited) this.#fit(2 * this.#width);
      },
      () => {},
    );
  }

  /** Resolves when all that was enqueued is done. @throws what it threw. */
  async end(): Promise<void> {
    while (this.#work.length > 0) await this.#first();
  }

  get #full(): boolean {
    return this.#work.length >= (this.#brief ? this.#width : 1);
  }

  async #first(): Promise<void> {
    await this.#work[0];
    this.#work.shift();
  }

  #done(enqueued: number): void {
    const now = this.#now();
    this.#open--;
    this.#brief = now - Math.max(enqueued, this.#doneAt.at(-1) ?? enqueued) < long;
    this.#doneAt.push(now);
    // As many as the window is wide, and the one before, from which on they took their time.
    this.#doneAt.splice(0, this.#doneAt.length - this.#width - 1);
    if (this.#doneAt.length > this.#width) this.#fit(this.#width);
  }

  /** Sets the width to what is wanted, or to as many pieces as the device does in the time that a window may hold. */
  #fit(wanted: number): void {
    const [began = 0] = this.#doneAt;
    const seconds = (this.#doneAt.at(-1) ?? began) - began;
    const affordable = Math.floor((most * (this.#doneAt.length - 1)) / Math.max(seconds, 1e-6));
    this.#width = Math.max(this.#narrowest, Math.min(wanted, affordable));
  }
}
