/**
 * How long the device takes for steps, one after the other, so that what is asked of it on the side of some is known by what it costs:
 * by how much those steps take longer than plain ones do.
 */

/** How much of the typical time of a plain step is remembered from one to the next. */
const memory = 0.7;

/** What was asked of the device along with a step. */
export interface Aside {
  /** When it is done and told. Its failure is told elsewhere. */
  readonly done: Promise<unknown>;
  /** @param seconds by how much the step took longer; negative by chance, undefined where that is not known. */
  readonly took: (seconds: number | undefined) => void;
}

export class StepTimes {
  readonly #seconds: () => number;
  /** Seconds that a plain step takes. */
  #plain: number | undefined;
  #plainSteps = 0;
  #lastDone: number | undefined;

  /** @param seconds Running time in seconds, without pauses. */
  constructor(seconds: () => number) {
    this.#seconds = seconds;
  }

  /** Plain steps that were timed so far. One between two that are not keeps the measure of what they cost fresh. */
  get plainSteps(): number {
    return this.#plainSteps;
  }

  /**
   * Times a step that was just enqueued.
   * @param done When the device has done it.
   * @param aside What was enqueued with it, if anything was.
   * @returns when that is so, and what was asked on its side is told.
   */
  async timed(done: Promise<void>, aside?: Aside): Promise<void> {
    await done;
    await aside?.done;
    const now = this.#seconds();
    const took = this.#lastDone === undefined ? undefined : now - this.#lastDone;
    this.#lastDone = now;
    if (aside) {
      aside.took(took === undefined || this.#plain === undefined ? undefined : took - this.#plain);
    } else if (took !== undefined) {
      this.#plainSteps++;
      this.#plain = this.#plain === undefined ? took : memory * this.#plain + (1 - memory) * took;
    }
  }

  /** Another network took over: what its steps take is not known yet. */
  renew(): void {
    this.#plain = undefined;
    this.restart();
  }

  /** What was done since the last step was not training, and is not part of the next one's time. */
  restart(): void {
    this.#lastDone = undefined;
  }
}
