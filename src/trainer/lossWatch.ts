/** Watches the losses of a run: whether they are numbers at all, whether they have exploded, and whether they may be about to. */
import type { Totals } from '../nn/engine.ts';
import { type Divergence, divergedError, divergedLoss, isSuspect } from '../training/divergence.ts';
import type { EpochEvent } from '../training/events.ts';
import type { RunState } from './runState.ts';

export class LossWatch {
  readonly #state: RunState;
  readonly #classes: number;
  #suspect = false;

  /** @param classes Of the data set. */
  constructor(state: RunState, classes: number) {
    this.#state = state;
    this.#classes = classes;
  }

  /** Whether the run may be about to diverge. */
  get suspect(): boolean {
    return this.#suspect;
  }

  /** @throws ProblemError where the loss of a step is no number. */
  step(step: number, { loss }: Pick<Totals, 'loss'>): void {
    this.#checkFinite('train', loss, step);
  }

  /** The mean training loss of the last steps. */
  window(trainLoss: number): void {
    this.#doubt({ trainLoss, testLoss: this.#state.epochs.at(-1)?.testLoss });
  }

  /** @throws ProblemError where the loss of an evaluation is no number. */
  evaluated({ loss }: Pick<Totals, 'loss'>): void {
    this.#checkFinite('test', loss, this.#state.step);
  }

  /** An epoch is done and told. @throws ProblemError where the losses of the run have exploded. */
  epoch(event: EpochEvent): void {
    const { config, epochs } = this.#state;
    const { step, trainLoss, testLoss } = event;
    const so = this.#state.scheduleAfter(step);
    const loss = divergedLoss({ config, classes: this.#classes, epochs, ...so });
    if (loss) throw divergedError(loss, step, config, loss === 'test' ? testLoss : trainLoss);
    this.#doubt(event);
  }

  /** The run went back to where its losses were those of a healthy one. */
  renew(): void {
    this.#suspect = false;
  }

  #checkFinite(which: Divergence['loss'], loss: number, step: number): void {
    if (!Number.isFinite(loss)) throw divergedError(which, step, this.#state.config);
  }

  #doubt(losses: { readonly trainLoss: number; readonly testLoss?: number }): void {
    this.#suspect = isSuspect({ classes: this.#classes, step: this.#state.step, ...losses });
  }
}
