/** How large the batches of a run are, which may double after some epochs, and how many steps that makes. Pure. */
import type { RunConfig } from './settings.ts';

/** Epochs and steps are counted from 0. */
export type StepPlan = Pick<RunConfig, 'epochs' | 'trainImages' | 'batchSize' | 'batchDoubling'>;

/** The pictures in a step of an epoch; its last one may have fewer. */
export const batchSizeIn = (
  { batchSize, batchDoubling }: Omit<StepPlan, 'epochs' | 'trainImages'>,
  epoch: number,
): number => batchSize * 2 ** batchDoubling.filter((after) => after <= epoch).length;

/** Of the whole run. */
export const largestBatchSize = (plan: Omit<StepPlan, 'trainImages'>): number =>
  batchSizeIn(plan, plan.epochs - 1);

/** Steps of an epoch. Of the first one unless given. */
export const stepsPerEpoch = (plan: Omit<StepPlan, 'epochs'>, epoch = 0): number =>
  Math.ceil(plan.trainImages / batchSizeIn(plan, epoch));

/** Steps of the run in which batches stay as they are: what schedules count. */
export const scheduleSteps = (plan: StepPlan): number => plan.epochs * stepsPerEpoch(plan);
