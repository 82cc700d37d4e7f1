/** Learning-rate schedules as functions of the step. Pure; the trainer asks before every step. */
import type { RunConfig } from './settings.ts';
import { type StepPlan, scheduleSteps, stepsPerEpoch } from './stepPlan.ts';

/** Share of one-cycle during which the learning rate rises. */
export const oneCycleRise = 0.3;

export type ScheduleConfig = Pick<RunConfig, 'schedule' | 'learningRate' | 'warmup' | 'epochs'>;

/** Where the step schedule falls, as shares of the steps after the warm-up, and its factors from there on. */
const drops = [
  { from: 0.5, factor: 0.1 },
  { from: 0.75, factor: 0.01 },
] as const;

/** Steps over which a warm-up rises. One-cycle rises by itself. */
const warmSteps = ({ schedule, warmup, epochs }: ScheduleConfig, totalSteps: number): number =>
  schedule === 'onecycle' ? 0 : Math.min(totalSteps, Math.round((warmup / epochs) * totalSteps));

/** The steps (counted from 0) at which the learning rate of a step schedule falls; none of other schedules. */
export function scheduleDrops(
  config: ScheduleConfig,
  totalSteps: number,
): readonly { readonly step: number; readonly learningRate: number }[] {
  if (config.schedule !== 'step') return [];
  const warm = warmSteps(config, totalSteps);
  return drops
    .map(({ from, factor }) => ({
      step: warm + Math.ceil(from * (totalSteps - warm)),
      learningRate: factor * config.learningRate,
    }))
    .filter(({ step }) => step < totalSteps);
}

/**
 * Factor of the peak learning rate at a step, 0…1.
 *
 * - `onecycle`: linear from 0 to 1 over the first 30 % of all steps, then linear to 0 (Smith & Topin 2017, two phases).
 * - `cosine`: (1 + cos πt) / 2 (Loshchilov & Hutter 2016, no restarts).
 * - `step`: 1, then 0.1 from half of the steps, 0.01 from three quarters (He et al. 2015's 32k and 48k of 64k).
 * - `constant`: 1.
 *
 * A warm-up rises linearly over its steps; cosine, step and constant then run over what is left.
 * The first step of a rise is never 0, the last step of a fall is close to it but not 0, so that no step is wasted.
 */
export function scheduleFactor(config: ScheduleConfig, step: number, totalSteps: number): number {
  if (config.schedule === 'onecycle') {
    const rise = Math.max(1, Math.round(oneCycleRise * totalSteps));
    if (step < rise) return (step + 1) / rise;
    return Math.max(0, (totalSteps - step) / (totalSteps - rise + 1));
  }
  const warm = warmSteps(config, totalSteps);
  if (step < warm) return (step + 1) / (warm + 1);
  const t = totalSteps === warm ? 0 : (step - warm) / (totalSteps - warm);
  switch (config.schedule) {
    case 'cosine':
      return (1 + Math.cos(Math.PI * t)) / 2;
    case 'step':
      return t < drops[0].from ? 1 : t < drops[1].from ? drops[0].factor : drops[1].factor;
    case 'constant':
      return 1;
    default:
      return config.schedule satisfies never;
  }
}

/** Learning rate of a step (counted from 0) of a run of `totalSteps`. */
export const learningRateAt = (config: ScheduleConfig, step: number, totalSteps: number): number =>
  config.learningRate * scheduleFactor(config, step, totalSteps);

export interface SchedulePoint {
  /** Epochs done, with fraction. */
  readonly epoch: number;
  readonly learningRate: number;
}

/** The schedule as a line of at most `limit` points, from the first step to the last. */
export function schedulePoints(config: ScheduleConfig & StepPlan, limit = 160): SchedulePoint[] {
  const perEpoch = stepsPerEpoch(config);
  const steps = scheduleSteps(config);
  const count = Math.min(limit, steps);
  return Array.from({ length: count }, (_, i) => {
    const step = count === 1 ? 0 : Math.round((i * (steps - 1)) / (count - 1));
    return { epoch: step / perEpoch, learningRate: learningRateAt(config, step, steps) };
  });
}
