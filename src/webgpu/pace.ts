/**
 * How fast a device works off a step, by which a long step is cut into submits: systems kill GPU work at about two
 * seconds, and Pause should answer at once.
 */

/** Milliseconds a submit should take at most. */
const submitMs = 150;
/** Cost a millisecond, assumed until a replay has been measured; low, so that the first submits of a slow device are short enough. */
const firstGuess = 2e6;
/** Replays that are measured. */
const measurements = 4;

export class Pace {
  private costPerMs = firstGuess;
  private started = 0;
  private done = 0;

  constructor(
    private readonly queue: Pick<GPUQueue, 'onSubmittedWorkDone'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Cost of a submit at most. */
  get limit(): number {
    return this.costPerMs * submitMs;
  }

  /** Learns from the first few replays; call before the work is submitted, and what it returns after. */
  measure(cost: number): () => void {
    if (this.started === measurements) return () => {};
    this.started++;
    const start = this.now();
    return () => {
      void this.queue.onSubmittedWorkDone().then(
        () => {
          const speed = cost / Math.max(0.1, this.now() - start);
          // The first one replaces the guess, also where the device is slower. What was still queued before a later one
          // only makes it look slower.
          this.costPerMs = this.done === 0 ? speed : Math.max(this.costPerMs, speed);
          this.done++;
        },
        () => undefined,
      );
    };
  }
}
