/** Measured values with every place that a horizontal axis may give them, and the way from a step to the others. Pure. */
import { bisector } from 'd3-array';
import type { SeriesPoint } from '../../../../storage/runRecord.ts';
import { epochAt } from '../../../../training/stepPlaces.ts';
import type { ShownRun } from '../../../state/shown.ts';

/** What the horizontal axis counts: epochs done, steps done, or seconds of training. */
export const xAxes = ['epoch', 'step', 'seconds'] as const;
export type XAxis = (typeof xAxes)[number];

/** Where something happened. What nobody knows is NaN. */
export type Place = Readonly<Record<XAxis, number>>;

export interface Sample extends Place {
  readonly value: number;
  /** The lowest and the highest that was merged into the value, where that is known. */
  readonly low?: number;
  readonly high?: number;
  /** Of a mean over runs: how many, and the deviation of a sample where there are two. */
  readonly n?: number;
  readonly std?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  readonly n?: number;
  readonly std?: number;
}

type Curves = Pick<ShownRun['run'], 'series' | 'epochs'>;

/** Between two known places, by steps. */
function between(a: Place, b: Place, step: number): Place {
  const share = b.step === a.step ? 1 : (step - a.step) / (b.step - a.step);
  const mix = (axis: XAxis) => a[axis] + share * (b[axis] - a[axis]);
  return { step, epoch: mix('epoch'), seconds: mix('seconds') };
}

const byStep = bisector((point: SeriesPoint) => point.step);

/** The place of a step of a run; its time is known as far as the run has come. */
export function placeOfStep({ run }: Pick<ShownRun, 'run'>, step: number): Place {
  const { points } = run.series;
  const i = byStep.left(points, step);
  const after = points[i];
  if (after) return between(points[i - 1] ?? { step: 0, epoch: 0, seconds: 0 }, after, step);
  const last = points[points.length - 1];
  if (last && last.step === step) return last;
  const epoch = run.config ? epochAt(run.config, step) : Number.NaN;
  return { step, epoch, seconds: Number.NaN };
}

/** Ends of epochs, with the time that they and those before took together. */
export function epochPlaces({ epochs }: Pick<Curves, 'epochs'>): Place[] {
  let seconds = 0;
  return epochs.map((e) => {
    seconds += e.seconds;
    return { epoch: e.epoch, step: e.step, seconds };
  });
}

/** What can be drawn of samples along an axis, in its order. */
export function pointsOf(samples: readonly Sample[], axis: XAxis): Point[] {
  const points: Point[] = [];
  for (const sample of samples) {
    const { value, low, high, n, std } = sample;
    const x = sample[axis];
    if (!Number.isFinite(x) || !Number.isFinite(value)) continue;
    const spread = low !== undefined && high !== undefined && Number.isFinite(low) && Number.isFinite(high);
    if (n !== undefined) points.push({ x, y: value, n, std });
    else points.push(spread && low < high ? { x, y: value, low, high } : { x, y: value });
  }
  return points;
}
