/**
 * Keeps a bounded amount of work on the device: enough that it never idles while JavaScript prepares the next step,
 * little enough that pausing and stopping act within one step.
 */
export class Flow {
  readonly #limit: number;
  readonly #work: Promise<void>[] = [];

  constructor(limit = 2) {
    this.#limit = limit;
  }

  /** Takes note of enqueued work by the promise of its end. */
  add(done: Promise<void>): void {
    // Whoever waits for room sees the error; until then nobody is there to handle it.
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
