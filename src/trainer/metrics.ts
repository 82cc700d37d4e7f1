/**
 * Loss and accuracy of the training steps. Every step's totals are read back, without waiting for them, and summed
 * here in the order of the steps, so that an epoch's numbers do not depend on timing. Told to the outside a few times
 * a second.
 */

import { addTotals, noTotals } from '../formats/checkpoint.ts';
import type { Engine, Totals } from '../nn/engine.ts';

/** The steps between two reports. */
export interface StepWindow extends Totals {
  /** Steps done at the end of the window. */
  readonly step: number;
  /** Of the last of them. */
  readonly learningRate: number;
  /** Running time of the window. */
  readonly seconds: number;
}

export interface MetricsOptions {
  readonly engine: Pick<Engine, 'readTrainTotals'>;
  /** Running time in seconds, without pauses. */
  readonly seconds: () => number;
  /** Called with every step's totals, in order. What it throws ends the run. */
  readonly onStep: (step: number, totals: Totals) => void;
  /** Called a few times a second. */
  readonly onWindow: (window: StepWindow) => void;
  /** Seconds between reports. */
  readonly every?: number;
}

export class Metrics {
  readonly #options: MetricsOptions;
  readonly #every: number;
  #start = 0;
  #sum: Totals = noTotals;
  #last: { readonly step: number; readonly learningRate: number } | undefined;
  #done: Promise<void> = Promise.resolve();

  constructor(options: MetricsOptions) {
    this.#options = options;
    this.#every = options.every ?? 0.25;
    this.restart();
  }

  /** The next window begins now: what was done since the last one was not training. */
  restart(): void {
    this.#start = this.#options.seconds();
  }

  /**
   * Tells that a step was enqueued.
   * @returns a promise that resolves when the device has done it, and rejects with what `onStep` threw.
   */
  stepEnqueued(step: number, learningRate: number): Promise<void> {
    const before = this.#done;
    const read = this.#options.engine.readTrainTotals();
    this.#done = Promise.all([before, read]).then(([, totals]) => {
      this.#options.onStep(step, totals);
      this.#sum = addTotals(this.#sum, totals);
      this.#last = { step, learningRate };
      if (this.#options.seconds() - this.#start >= this.#every) this.#report();
    });
    return this.#done;
  }

  /** Waits for the device and reports what has not been reported. */
  async flush(): Promise<void> {
    await this.#done;
    this.#report();
  }

  #report(): void {
    if (!this.#last) return;
    const end = this.#options.seconds();
    const window = { ...this.#sum, ...this.#last, seconds: end - this.#start };
    this.#start = end;
    this.#sum = noTotals;
    this.#last = undefined;
    this.#options.onWindow(window);
  }
}
