/** Where the steps of a run lie among its epochs, of which later ones may have larger batches, and on its schedule. Pure. */
import { InternalError } from '../base/errors.ts';
import { learningRateAt, type ScheduleConfig } from './schedule.ts';
import { type StepPlan, scheduleSteps, stepsPerEpoch } from './stepPlan.ts';

/** Runs of epochs that have batches of one size, from the first epoch on. */
function phasesOf(plan: Omit<StepPlan, 'epochs'>): { readonly from: number; readonly steps: number }[] {
  const begins = [...new Set([0, ...plan.batchDoubling])].sort((a, b) => a - b);
  return begins.map((from) => ({ from, steps: stepsPerEpoch(plan, from) }));
}

/** Steps of so many epochs from the first one on. */
export function stepsBefore(plan: Omit<StepPlan, 'epochs'>, epochs: number): number {
  const phases = phasesOf(plan);
  return phases.reduce((sum, { from, steps }, i) => {
    const to = Math.min(epochs, phases[i + 1]?.from ?? epochs);
    return sum + Math.max(0, to - from) * steps;
  }, 0);
}

/** Of the whole run. */
export const totalSteps = (plan: StepPlan): number => stepsBefore(plan, plan.epochs);

/** Where a step is: so many steps behind the first of a run of epochs. */
function placeOf(plan: Omit<StepPlan, 'epochs'>, step: number) {
  const phases = phasesOf(plan);
  let left = step;
  for (const [i, { from, steps }] of phases.entries()) {
    const next = phases[i + 1]?.from;
    const all = next === undefined ? Number.POSITIVE_INFINITY : (next - from) * steps;
    if (left < all) return { from, steps, left };
    left -= all;
  }
  throw new InternalError(`No epoch has the step ${step}.`);
}

/** Epochs done, with fraction, after so many steps. */
export function epochAt(plan: Omit<StepPlan, 'epochs'>, step: number): number {
  const { from, steps, left } = placeOf(plan, step);
  return from + left / steps;
}

/** The step of a run whose batches stay as they are that is as far: schedules go by these, so that larger batches change no rate. */
export function scheduleStepAt(plan: Omit<StepPlan, 'epochs'>, step: number): number {
  const { from, steps, left } = placeOf(plan, step);
  const first = stepsPerEpoch(plan);
  return from * first + (left * first) / steps;
}

/** The first step that is as far as a step of a run whose batches stay as they are. */
export function stepOfSchedule(plan: Omit<StepPlan, 'epochs'>, scheduled: number): number {
  const epoch = Math.floor(scheduled / stepsPerEpoch(plan));
  const share = (scheduled - epoch * stepsPerEpoch(plan)) / stepsPerEpoch(plan);
  const rounding = 1e-9;
  return stepsBefore(plan, epoch) + Math.ceil(share * stepsPerEpoch(plan, epoch) - rounding);
}

/** The learning rate of a step. */
export const rateOfStep = (config: ScheduleConfig & StepPlan, step: number): number =>
  learningRateAt(config, scheduleStepAt(config, step), scheduleSteps(config));
