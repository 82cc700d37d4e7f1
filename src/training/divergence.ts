/** A loss that is no finite number any more: in which step, under which learning rate, and which one to try instead. Pure. */

/** Plain data: it crosses from the trainer to the page. */
export interface Divergence {
  /** Counted from 1. */
  readonly step: number;
  /** The setting, that is the schedule's highest. */
  readonly learningRate: number;
  /** A tenth of it. */
  readonly gentler: number;
}

/** Ends a run. The message is one sentence with step and advice. */
export class DivergedError extends Error {
  override name = 'DivergedError';
  readonly divergence: Divergence;

  /** @param what stopped being finite, such as `test loss`. */
  constructor(what: string, step: number, learningRate: number) {
    const gentler = Number((learningRate / 10).toPrecision(3));
    super(
      `The ${what} stopped being a finite number in step ${step} at learning rate ${learningRate}: start again with a tenth of it, ${gentler}.`,
    );
    this.divergence = { step, learningRate, gentler };
  }
}
