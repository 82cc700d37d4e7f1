/**
 * Which training steps are looked at more closely, so that the vitals of a run are fresh and cost next to nothing: the
 * trainer's first step and whatever it insists on, else one every two seconds, and fewer where a look takes long.
 *
 * What a look costs is measured: by how much the step took longer than plain ones do.
 */
import type { BlockVitals } from '../training/vitals.ts';

/** Seconds between looks at least. */
const every = 2;
/** Share of the running time that looks may take, with what the network is asked on their occasion. */
const share = 0.02;
/** How much of the typical time of a plain step is remembered from one to the next. */
const memory = 0.7;

export interface VitalsWatchOptions {
  /** Running time in seconds, without pauses. */
  readonly seconds: () => number;
  /** Called for every look, in the order of the steps. */
  readonly onVitals: (step: number, blocks: readonly BlockVitals[]) => void;
}

export class VitalsWatch {
  readonly #options: VitalsWatchOptions;
  #reported: Promise<void> = Promise.resolve();
  /** Looks on their way. */
  #pending = 0;
  /** When the last one was asked for. */
  #lookedAt: number | undefined;
  /** Seconds that a look takes, from the last one that could be measured. */
  #cost = 0;
  /** Seconds that a plain step takes. */
  #plain: number | undefined;
  /** Whether one was timed since the last look. */
  #plainSince = false;
  #lastDone: number | undefined;

  constructor(options: VitalsWatchOptions) {
    this.#options = options;
  }

  /** Whether the next step is to be looked at. */
  get due(): boolean {
    if (this.#lookedAt === undefined) return true;
    // A plain step in between keeps the measure of a look fresh.
    if (this.#pending > 0 || !this.#plainSince) return false;
    return this.#options.seconds() - this.#lookedAt >= Math.max(every, this.#cost / share);
  }

  /** Takes the vitals of a step that was just enqueued. */
  look(step: number, vitals: Promise<readonly BlockVitals[]>): void {
    this.#pending++;
    this.#lookedAt = this.#options.seconds();
    this.#plainSince = false;
    const before = this.#reported;
    this.#reported = Promise.all([before, vitals]).then(([, blocks]) => this.#options.onVitals(step, blocks));
    // `flush` throws the error; until it is called, nothing handles it.
    this.#reported.catch(() => {});
  }

  /**
   * Times a step that was just enqueued.
   * @param looked Whether it was looked at.
   * @param done When the device has done it.
   * @returns when that is so and its vitals are reported.
   */
  async timed(looked: boolean, done: Promise<void>): Promise<void> {
    const reported = looked ? this.#reported : undefined;
    await done;
    await reported;
    const now = this.#options.seconds();
    const took = this.#lastDone === undefined ? undefined : now - this.#lastDone;
    this.#lastDone = now;
    if (looked) {
      this.#pending--;
      if (took !== undefined && this.#plain !== undefined) this.#cost = Math.max(0, took - this.#plain);
    } else if (took !== undefined) {
      this.#plainSince = true;
      this.#plain = this.#plain === undefined ? took : memory * this.#plain + (1 - memory) * took;
    }
  }

  /** What was done since the last step was not training, and is not part of the next one's time. */
  restart(): void {
    this.#lastDone = undefined;
  }

  /** Resolves when the vitals of all looked-at steps are emitted. @throws what one of them threw. */
  async flush(): Promise<void> {
    await this.#reported;
  }
}
