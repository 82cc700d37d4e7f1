/**
 * Keeps a bounded amount of work on the device: enough that it never idles while JavaScript prepares the next step,
 * little enough that pausing and stopping act within one step.
 */
import type { Engine } from '../nn/engine.ts';

export class Flow {
  readonly #engine: Pick<Engine, 'finish'>;
  readonly #limit: number;
  #work: Promise<void>[] = [];

  constructor(engine: Pick<Engine, 'finish'>, limit = 2) {
    this.#engine = engine;
    this.#limit = limit;
  }

  /** Resolves when one more piece of work may be enqueued. */
  async room(): Promise<void> {
    while (this.#work.length >= this.#limit) {
      await this.#work[0];
      this.#work.shift();
    }
  }

  /** Tells that a piece of work was enqueued. */
  entered(): void {
    const done = this.#engine.finish();
    // Whoever waits for room sees the error; nobody else is there to handle it.
    done.catch(() => {});
    this.#work.push(done);
  }

  /** Resolves when the device has nothing left to do. */
  async drain(): Promise<void> {
    const work = this.#work;
    this.#work = [];
    await Promise.all(work);
  }
}
