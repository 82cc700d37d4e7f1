/**
 * Loss and accuracy of the training steps. They stay on the device and are read back a few times a second, one read at
 * a time, while further steps are enqueued: measuring never stalls the device.
 */
import type { Engine, Totals } from '../nn/engine.ts';

/** The steps between two reads. */
export interface StepWindow extends Totals {
  /** Steps done at the end of the window. */
  readonly step: number;
  readonly learningRate: number;
  /** Running time of the window. */
  readonly seconds: number;
}

export interface MetricsOptions {
  readonly engine: Pick<Engine, 'readTrainTotals'>;
  /** Running time in seconds, without pauses. */
  readonly seconds: () => number;
  /** Called once per window, in order. What it throws ends the run. */
  readonly report: (window: StepWindow) => void;
  /** Seconds between reads. */
  readonly every?: number;
}

export class Metrics {
  readonly #options: MetricsOptions;
  readonly #every: number;
  #reading: Promise<void> | undefined;
  #problem: unknown;
  #lastStart = 0;
  #lastEnd = 0;
  #unread: { step: number; learningRate: number } | undefined;

  constructor(options: MetricsOptions) {
    this.#options = options;
    this.#every = options.every ?? 0.25;
    this.restart();
  }

  /** The next window begins now: what was done since the last one was not training. */
  restart(): void {
    this.#lastStart = this.#lastEnd = this.#options.seconds();
  }

  /**
   * Tells that a step was enqueued. Starts a read when one is due; never waits.
   * @throws what a read or a report before threw.
   */
  stepEnqueued(step: number, learningRate: number): void {
    if (this.#problem !== undefined) throw this.#problem;
    this.#unread = { step, learningRate };
    if (this.#reading === undefined && this.#options.seconds() - this.#lastStart >= this.#every) {
      this.#reading = this.#read(this.#unread).catch((error: unknown) => {
        this.#problem = error;
      });
    }
  }

  /** Reads and reports what has not been reported; waits for the device. */
  async flush(): Promise<void> {
    await this.#reading;
    if (this.#problem !== undefined) throw this.#problem;
    if (this.#unread) await this.#read(this.#unread);
  }

  async #read(last: { step: number; learningRate: number }): Promise<void> {
    const { engine, seconds, report } = this.#options;
    this.#lastStart = seconds();
    this.#unread = undefined;
    try {
      const totals = await engine.readTrainTotals();
      const end = seconds();
      const window = { ...totals, ...last, seconds: end - this.#lastEnd };
      this.#lastEnd = end;
      report(window);
    } finally {
      this.#reading = undefined;
    }
  }
}
