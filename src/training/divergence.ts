/** A loss that is no finite number any more: it ends a run, and a tenth of the learning rate is what to try instead. Pure. */
import { ProblemError } from '../problems/index.ts';
import type { RunProblem } from '../problems/run.ts';

export type Divergence = Extract<RunProblem, { kind: 'diverged' }>;

/**
 * @param loss Which one it is.
 * @param step Counted from 1.
 * @param learningRate The setting, that is the schedule's highest.
 */
export function divergedError(
  loss: Divergence['loss'],
  step: number,
  learningRate: number,
): ProblemError<Divergence> {
  const gentler = Number((learningRate / 10).toPrecision(3));
  return new ProblemError({ kind: 'diverged', loss, step, learningRate, gentler });
}
