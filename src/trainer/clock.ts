/** A stopwatch that leaves pauses out: what "images per second" and "seconds per epoch" are measured with. */

/** Seconds from an arbitrary origin. */
export type Now = () => number;

export const systemNow: Now = () => performance.now() / 1000;

export class Clock {
  readonly #now: Now;
  #elapsed = 0;
  #since: number | undefined;

  /** Starts at once. */
  constructor(now: Now = systemNow) {
    this.#now = now;
    this.#since = now();
  }

  /** Running time so far, in seconds. */
  get seconds(): number {
    return this.#elapsed + (this.#since === undefined ? 0 : this.#now() - this.#since);
  }

  /** Pausing a paused clock, or starting a running one, does nothing. */
  pause(): void {
    this.#elapsed = this.seconds;
    this.#since = undefined;
  }

  resume(): void {
    this.#since ??= this.#now();
  }
}
