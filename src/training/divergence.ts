/** When a run has diverged, and a tenth of the learning rate is what to try instead. Pure. */
import { ProblemError } from '../problems/index.ts';
import type { RunProblem } from '../problems/run.ts';
import type { EpochEvent } from './events.ts';
import { scheduleFactor } from './schedule.ts';
import type { RunConfig } from './settings.ts';

export type Divergence = Extract<RunProblem, { kind: 'diverged' }>;

/**
 * A loss this many times that of guessing is nothing that a network on its way comes to: the mean training loss of an epoch stayed
 * below three times it in the worst start that was tried (ResNet-110 at rate 0.1, twenty steps), single steps below ten.
 */
const far = 10;
/**
 * Steps after which the loss on test pictures tells of the network. Before, the running statistics of batch normalisation still
 * hold a part of what they began with (a tenth of it is replaced in every step), which depth multiplies: networks at rate 0.1 that
 * learned well had test losses of 1,000 to 1,000,000 after 20 steps, and of 2 to 6 after 40.
 */
const settled = 60;
/** The learning rate that would be advised, as a share of the one that is set. */
const gentle = 0.1;

export interface RunSoFar {
  readonly config: Pick<RunConfig, 'schedule' | 'learningRate' | 'warmup' | 'epochs'>;
  /** Of the data set. */
  readonly classes: number;
  /** All epochs done, the first one first. */
  readonly epochs: readonly Pick<EpochEvent, 'trainLoss' | 'testLoss'>[];
  /** Steps done, and of the whole run, as schedules count them. */
  readonly step: number;
  readonly totalSteps: number;
}

/**
 * Which loss tells, at the end of an epoch, that a run has diverged though all its numbers are finite: normalisation keeps the
 * training loss bounded where weights grow without end. It has where
 *
 * - this epoch and the one before trained no better than guessing, whose loss is ln(classes). A network that learns anything is
 *   below that, so a spike of the test loss alone ends no run, and neither does one bad epoch;
 * - and one of the two losses is ten times as large as that;
 * - and the schedule will not come down to the gentler rate by itself. A one-cycle run at rate 10 had a test loss of 26,510 in its
 *   third epoch of eight and ended better than guessing.
 */
export function divergedLoss({
  config,
  classes,
  epochs,
  step,
  totalSteps,
}: RunSoFar): Divergence['loss'] | undefined {
  const last = epochs[epochs.length - 1];
  const before = epochs[epochs.length - 2];
  if (!last || step < settled) return undefined;
  const guessing = Math.log(classes);
  if (last.trainLoss < guessing || (before && before.trainLoss < guessing)) return undefined;
  const factor = (at: number) => scheduleFactor(config, at, totalSteps);
  const over = step >= totalSteps;
  if (!over && factor(step) > gentle && factor(totalSteps - 1) <= gentle) return undefined;
  if (last.trainLoss > far * guessing) return 'train';
  // A single epoch may still be a spike, unless it was the last.
  return (before || over) && last.testLoss > far * guessing ? 'test' : undefined;
}

/**
 * Whether a run may be about to diverge: its state is not worth the checkpoint before, which may be from better days. Mean losses of
 * the steps since then, or of an epoch. Healthy runs are told apart by the same bounds; of them no more is lost than a checkpoint.
 */
export function isSuspect({
  classes,
  step,
  trainLoss,
  testLoss = 0,
}: {
  readonly classes: number;
  readonly step: number;
  readonly trainLoss: number;
  readonly testLoss?: number;
}): boolean {
  const guessing = Math.log(classes);
  if (step < settled || trainLoss < guessing) return false;
  return trainLoss > far * guessing || testLoss > far * guessing;
}

/** The learning rate for a run that diverged, from its last checkpoint on: that of the checkpoint where it was raised since. */
export const rateFrom = (
  { gentler }: Pick<Divergence, 'gentler'>,
  { learningRate }: Pick<RunConfig, 'learningRate'>,
): number => Math.min(gentler, learningRate);

/**
 * @param loss Which one it is.
 * @param step Counted from 1.
 * @param config The learning rate in it is the setting, that is the schedule's highest.
 * @param value What the loss came to, where that is a finite number.
 */
export function divergedError(
  loss: Divergence['loss'],
  step: number,
  { learningRate, storage }: Pick<RunConfig, 'learningRate' | 'storage'>,
  value?: number,
): ProblemError<Divergence> {
  const short = (x: number) => Number(x.toPrecision(3));
  const gentler = short(gentle * learningRate);
  // A half ends at 65,504: the rate may not be to blame alone.
  const half = value === undefined && storage === 'float16' ? { half: true } : {};
  const problem = { kind: 'diverged', loss, step, learningRate, gentler, ...half } as const;
  return new ProblemError(value === undefined ? problem : { ...problem, value: short(value) });
}
