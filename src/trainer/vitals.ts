/**
 * Which training steps are looked at more closely, so that the vitals of a run are fresh and cost next to nothing: the
 * trainer's first step and whatever it insists on, else one every two seconds, and fewer where a look takes long.
 *
 * What a look costs is measured: by how much the step took longer than plain ones do.
 */
import type { BlockVitals } from '../training/vitals.ts';
import type { Aside, StepTimes } from './stepTimes.ts';

/** Seconds between looks at least. */
const every = 2;
/** Share of the running time that looks may take, with what the network is asked on their occasion. */
const share = 0.02;

export interface VitalsWatchOptions {
  /** Running time in seconds, without pauses. */
  readonly seconds: () => number;
  /** By which the cost of a look is known. */
  readonly times: Pick<StepTimes, 'plainSteps'>;
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
  /** Plain steps that were timed before the last look. */
  #plainSteps = 0;

  constructor(options: VitalsWatchOptions) {
    this.#options = options;
  }

  /** Whether the next step is to be looked at. */
  get due(): boolean {
    if (this.#lookedAt === undefined) return true;
    const { seconds, times } = this.#options;
    if (this.#pending > 0 || times.plainSteps === this.#plainSteps) return false;
    return seconds() - this.#lookedAt >= Math.max(every, this.#cost / share);
  }

  /** Another network took over: its first step is looked at. */
  renew(): void {
    this.#lookedAt = undefined;
  }

  /** Takes the vitals of a step that was just enqueued. @returns what is to be timed with it. */
  look(step: number, vitals: Promise<readonly BlockVitals[]>): Aside {
    this.#pending++;
    this.#lookedAt = this.#options.seconds();
    this.#plainSteps = this.#options.times.plainSteps;
    const before = this.#reported;
    const reported = Promise.all([before, vitals]).then(([, blocks]) => this.#options.onVitals(step, blocks));
    this.#reported = reported;
    // `flush` throws the error; until it is called, nothing handles it.
    reported.catch(() => {});
    return {
      done: reported,
      took: (seconds) => {
        this.#pending--;
        if (seconds !== undefined) this.#cost = Math.max(0, seconds);
      },
    };
  }

  /** Resolves when the vitals of all looked-at steps are emitted. @throws what one of them threw. */
  async flush(): Promise<void> {
    await this.#reported;
  }
}
