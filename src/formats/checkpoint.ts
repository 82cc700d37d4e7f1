/**
 * A checkpoint: everything that an exact resume needs. Batches and augmentation follow from (seed, epoch, picture),
 * so the position in the run stands for the state of every random number generator.
 */
import { countNotFinite } from '../base/finite.ts';
import type { ChosenKernels, EngineState, Totals } from '../nn/engine.ts';
import type { DeviceInfo, EpochEvent } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';

/** Where a run is. */
export interface Position {
  /** Steps done. */
  readonly step: number;
  /** Epochs done, evaluation included. */
  readonly epoch: number;
  /** Sums over the training steps of the epoch under way. */
  readonly totals: Totals;
  /** Running seconds of the epoch under way, in all and in training steps alone. */
  readonly seconds: number;
  readonly trainSeconds: number;
}

/** What executed the tensors, as far as it decides bits; which engine did is in the config. */
export type CheckpointDevice = Pick<DeviceInfo, 'backend' | 'name'>;

export interface Checkpoint {
  /** As it was last, live changes included. */
  readonly config: RunConfig;
  readonly position: Position;
  /** The results of all epochs done. */
  readonly epochs: readonly EpochEvent[];
  /** What trained it last. Checkpoints of the first format do not say. */
  readonly device?: CheckpointDevice;
  /** Kernels of the fused engine. Checkpoints of the first format do not say. */
  readonly kernels?: ChosenKernels;
  readonly state: EngineState;
}

/**
 * States before changes of depth that are kept of a run, so that each can be taken back, and bytes that they may take together; the last
 * one is kept whatever it takes.
 */
export const levelBounds = { count: 5, bytes: 64 * 2 ** 20 } as const;

export const noTotals: Totals = { loss: 0, correct: 0, images: 0 };

export const addTotals = (a: Totals, b: Totals): Totals => ({
  loss: a.loss + b.loss,
  correct: a.correct + b.correct,
  images: a.images + b.images,
});

export const startPosition: Position = { step: 0, epoch: 0, totals: noTotals, seconds: 0, trainSeconds: 0 };

/** Whether the last epoch of a list has the highest test accuracy of all; of equal ones the earliest is the best. */
export function lastIsBest(epochs: readonly EpochEvent[]): boolean {
  const last = epochs[epochs.length - 1];
  return last !== undefined && epochs.every((e) => e === last || e.testAccuracy < last.testAccuracy);
}

/** Whether every number of a checkpoint is one: a run goes on from no other. */
export const isSound = ({ state }: Pick<Checkpoint, 'state'>): boolean =>
  [...state.weights, ...state.slots].every(({ data }) => countNotFinite(data) === 0);
