/**
 * The in-flight window: bounds the work that is enqueued on the device and not done yet. It is wide enough that the device
 * never idles while JavaScript prepares the next step, and narrow enough that pause and stop act within one step.
 */
export class InFlightWindow {
  readonly #limit: number;
  readonly #work: Promise<void>[] = [];

  constructor(limit = 2) {
    this.#limit = limit;
  }

  /** @param done settles when the work that was just enqueued is done. */
  add(done: Promise<void>): void {
    // `room` and `end` throw the error; until one of them is called, nothing handles it.
    done.catch(() => {});
    this.#work.push(done);
  }

  /** Resolves when one more piece of work may be enqueued. @throws what the work before threw. */
  room(): Promise<void> {
    return this.#downTo(this.#limit - 1);
  }

  /** Resolves when all that was enqueued is done. @throws what it threw. */
  end(): Promise<void> {
    return this.#downTo(0);
  }

  async #downTo(count: number): Promise<void> {
    while (this.#work.length > count) {
      await this.#work[0];
      this.#work.shift();
    }
  }
}
