/**
 * The curves of a run in bounded memory. Points hold means over equal stretches of events; when there are
 * too many, neighbours are merged in pairs and every later point covers twice the stretch. Nothing is dropped:
 * each point is the mean over all it stands for.
 */

import {
  type Series,
  type SeriesPoint,
  type StepMetric,
  seriesLimit,
  stepMetricMerges,
  stepMetrics,
  type Thinning,
} from '../../storage/runRecord.ts';
import type { StepEvent } from '../../training/events.ts';

const metricsOf = (of: (metric: StepMetric) => number): Record<StepMetric, number> =>
  Object.fromEntries(stepMetrics.map((metric) => [metric, of(metric)])) as Record<StepMetric, number>;

/** Joins two neighbours, the earlier one first. */
export type Merge<P> = (a: P, b: P) => P;

export const emptySeries: Series = { points: [], stride: 1, open: 0 };

const mergeSteps: Merge<SeriesPoint> = (a, b) => {
  const steps = a.steps + b.steps;
  const mean = (x: number, y: number) => (x * a.steps + y * b.steps) / steps;
  return {
    ...b,
    ...metricsOf((metric) => (stepMetricMerges[metric] === 'mean' ? mean(a[metric], b[metric]) : b[metric])),
    lossLow: Math.min(a.lossLow, b.lossLow),
    lossHigh: Math.max(a.lossHigh, b.lossHigh),
    steps,
  };
};

function halved<P>(points: readonly P[], merge: Merge<P>): P[] {
  const half: P[] = [];
  for (const [i, point] of points.entries()) {
    const before = i % 2 === 1 ? half.pop() : undefined;
    half.push(before ? merge(before, point) : point);
  }
  return half;
}

/** The curve with one more point. @param limit Points kept at most; even. */
export function append<P>(series: Thinning<P>, point: P, merge: Merge<P>, limit: number): Thinning<P> {
  const { points, stride, open } = series;
  const last = points[points.length - 1];
  if (last !== undefined && open < stride) {
    return { stride, open: open + 1, points: [...points.slice(0, -1), merge(last, point)] };
  }
  if (points.length < limit) return { stride, open: 1, points: [...points, point] };
  // The limit is even, so every merged point is full and a new one opens.
  return { stride: stride * 2, open: 1, points: [...halved(points, merge), point] };
}

/** Where an event's means begin, and the training time at its end. */
export interface Since {
  readonly step: number;
  readonly seconds: number;
}

/** The series with one more event. */
export function appendStep(series: Series, event: StepEvent, since: Since, limit = seriesLimit): Series {
  const { step, epoch, trainLoss } = event;
  const point: SeriesPoint = {
    step,
    epoch,
    seconds: since.seconds,
    ...metricsOf((metric) => event[metric]),
    lossLow: trainLoss,
    lossHigh: trainLoss,
    steps: Math.max(1, step - since.step),
  };
  return append(series, point, mergeSteps, limit);
}
