/** The time that a run still takes, from its own measurements. Pure. */
import { isActive, type Run } from './run.ts';
import { evaluationShare } from './stepCost.ts';

/** Seconds that the evaluation after an epoch takes: measured where there has been one, else from the training speed. */
function evaluationSeconds(run: Run, speed: number): number {
  const last = run.epochs[run.epochs.length - 1];
  if (!last) return (run.config.testImages / speed) * evaluationShare(run.config);
  return Math.max(0, last.seconds - run.config.trainImages / last.imagesPerSecond);
}

/** Seconds to the end, or undefined where too little is known. */
export function secondsLeft(run: Run): number | undefined {
  const speed = run.imagesPerSecond;
  if (!isActive(run) || !speed || !Number.isFinite(speed) || run.totalSteps === 0) return undefined;
  const { config } = run;
  const imagesLeft = Math.max(0, config.epochs - run.epoch) * config.trainImages;
  const epochsLeft = Math.max(0, config.epochs - run.epochs.length);
  const seconds = imagesLeft / speed + epochsLeft * evaluationSeconds(run, speed);
  return Number.isFinite(seconds) ? seconds : undefined;
}
