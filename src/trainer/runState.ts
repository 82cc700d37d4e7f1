/**
 * Where a run is: its config as it is now, its position, the results of its epochs, and its clock. The loop moves it; whoever watches
 * the run reads it. What its engine holds, and what is told of it, is not its business.
 */
import { addTotals, type Checkpoint, type Position, startPosition } from '../formats/checkpoint.ts';
import type { Totals } from '../nn/engine.ts';
import { stepSettings } from '../training/config.ts';
import type { EpochEvent } from '../training/events.ts';
import type { RunConfig, StepSettings } from '../training/settings.ts';
import { epochAt, rateOfStep, scheduleStepAt, stepsBefore, totalSteps } from '../training/stepPlaces.ts';
import { scheduleSteps } from '../training/stepPlan.ts';
import { Clock, type Now } from './clock.ts';

export class RunState {
  /** As it is now: live changes, and the depth that the network has, are in it. */
  config: RunConfig;
  /** Training pictures. */
  readonly #images: number;
  readonly totalSteps: number;
  readonly clock: Clock;
  #position: Position;
  #epochs: readonly EpochEvent[];
  /** On the clock; epochs of a resumed run begin before it. */
  #epochStart: number;

  /** @param images Training pictures. @param from Goes on from here. */
  constructor(config: RunConfig, images: number, from?: Pick<Checkpoint, 'position' | 'epochs'>, now?: Now) {
    this.config = config;
    this.#images = images;
    this.totalSteps = totalSteps(this.#plan);
    this.clock = new Clock(now);
    this.#position = from?.position ?? startPosition;
    this.#epochs = from?.epochs ?? [];
    this.#epochStart = -this.#position.seconds;
  }

  get #plan(): RunConfig {
    return { ...this.config, trainImages: this.#images };
  }

  /** Steps enqueued. */
  get step(): number {
    return this.#position.step;
  }

  /** Epochs done. */
  get epoch(): number {
    return this.#position.epoch;
  }

  /** Number of the next step in its epoch, counted from 0. */
  get index(): number {
    return this.step - stepsBefore(this.#plan, this.epoch);
  }

  /** Steps of the run until the epoch under way is over. */
  get epochEnd(): number {
    return stepsBefore(this.#plan, this.epoch + 1);
  }

  /** Epochs done, with fraction, after so many steps. */
  readonly epochAt = (step: number): number => epochAt(this.#plan, step);

  /** The results of the epochs done. */
  get epochs(): readonly EpochEvent[] {
    return this.#epochs;
  }

  /** Running time in seconds, without pauses. */
  readonly seconds = (): number => this.clock.seconds;

  /** How far a schedule is after so many steps of the run, of how many. */
  scheduleAfter(step: number): { readonly step: number; readonly totalSteps: number } {
    return { step: scheduleStepAt(this.#plan, step), totalSteps: scheduleSteps(this.#plan) };
  }

  /** What the next step obeys. */
  get nextSettings(): StepSettings {
    return stepSettings(this.config, rateOfStep(this.#plan, this.step));
  }

  /** What a checkpoint says of the run besides its tensors, and of what computed them. */
  get place(): Pick<Checkpoint, 'config' | 'epochs' | 'position'> {
    const seconds = this.clock.seconds - this.#epochStart;
    return { config: this.config, epochs: this.#epochs, position: { ...this.#position, seconds } };
  }

  /** An epoch begins, or goes on. */
  enterEpoch(): void {
    this.#epochStart = this.clock.seconds - this.#position.seconds;
  }

  stepTaken(): void {
    this.#position = { ...this.#position, step: this.step + 1 };
  }

  /** Counts what a step came to, which is known later. */
  count(totals: Totals): void {
    this.#position = { ...this.#position, totals: addTotals(this.#position.totals, totals) };
  }

  countTraining(seconds: number): void {
    this.#position = { ...this.#position, trainSeconds: this.#position.trainSeconds + seconds };
  }

  /** The epoch under way is over. @param test What its evaluation came to. @returns its results. */
  endEpoch(test: Totals): EpochEvent {
    const { step, epoch, totals, trainSeconds } = this.#position;
    const event: EpochEvent = {
      type: 'epoch',
      epoch: epoch + 1,
      epochs: this.config.epochs,
      step,
      trainLoss: totals.loss / totals.images,
      trainAccuracy: totals.correct / totals.images,
      testLoss: test.loss / test.images,
      testAccuracy: test.correct / test.images,
      learningRate: rateOfStep(this.#plan, step - 1),
      seconds: this.clock.seconds - this.#epochStart,
      imagesPerSecond: totals.images / Math.max(trainSeconds, 1e-6),
    };
    this.#epochs = [...this.#epochs, event];
    this.#position = { ...startPosition, step, epoch: epoch + 1 };
    this.#epochStart = this.clock.seconds;
    return event;
  }

  /** The run is where it was then. Settings that were changed since stay. */
  goBack({ position, epochs }: Pick<Checkpoint, 'position' | 'epochs'>): void {
    this.#position = position;
    this.#epochs = epochs;
    this.enterEpoch();
  }
}
