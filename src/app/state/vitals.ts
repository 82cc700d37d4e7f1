/** The series of a run's gradient norms by stage, in bounded memory like the training curve. Pure. */

import type { GradientPoint, GradientSeries } from '../../storage/runRecord.ts';
import type { VitalsEvent } from '../../training/events.ts';
import { stageNorms } from '../../training/vitals.ts';
import { append, type Merge } from './series.ts';

/** Points kept at most: as many as a chart draws. */
const gradientLimit = 300;
export const noGradients: GradientSeries = { points: [], stride: 1, open: 0 };

const merge: Merge<GradientPoint> = (a, b) => {
  const looks = a.looks + b.looks;
  const norms = Object.entries(b.norms).map(([stage, norm]) => [
    stage,
    ((a.norms[stage] ?? norm) * a.looks + norm * b.looks) / looks,
  ]);
  return { ...b, looks, norms: Object.fromEntries(norms) };
};

/** The series with one more look. */
export function appendVitals(
  series: GradientSeries,
  { step, epoch, blocks }: Pick<VitalsEvent, 'step' | 'epoch' | 'blocks'>,
  limit = gradientLimit,
): GradientSeries {
  const norms = stageNorms(blocks).map(({ name, gradientNorm }) => [name, gradientNorm]);
  return append(series, { step, epoch, norms: Object.fromEntries(norms), looks: 1 }, merge, limit);
}
