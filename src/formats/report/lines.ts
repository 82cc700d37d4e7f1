/** The lines of a report's curves: a run each, or the mean of a group with its deviation. Pure. */

import type { EpochEvent } from '../../training/events.ts';
import { meanAndStd } from '../../training/groups.ts';
import type { ReportGroup } from './runs.ts';

export type Measure = 'testAccuracy' | 'testLoss' | 'trainLoss' | 'learningRate';

export interface LinePoint {
  readonly epoch: number;
  readonly value: number;
  /** Absent where there is one run. */
  readonly std?: number;
}

export interface Line {
  /** Its place among all groups, counted from 0: which look it has. */
  readonly index: number;
  readonly points: readonly LinePoint[];
}

/** Points of a line at most: more than pixels nobody sees, and a report shall be small. */
const most = 160;

/** The lowest and the highest of each piece stay, so that spikes do. */
export function thinned(points: readonly LinePoint[]): readonly LinePoint[] {
  if (points.length <= most) return points;
  const pieces = most / 2 - 1;
  const inner = points.slice(1, -1);
  const kept = Array.from({ length: pieces }, (_, i) => {
    const piece = inner.slice(
      Math.floor((i * inner.length) / pieces),
      Math.floor(((i + 1) * inner.length) / pieces),
    );
    const low = piece.reduce((a, b) => (b.value < a.value ? b : a));
    const high = piece.reduce((a, b) => (b.value > a.value ? b : a));
    if (low === high) return [low];
    return low.epoch < high.epoch ? [low, high] : [high, low];
  });
  return [...points.slice(0, 1), ...kept.flat(), ...points.slice(-1)];
}

/** A mean is over the runs of the group's figure that have the epoch; where none finished, over all of them. */
export function linesOf(groups: readonly ReportGroup[], measure: Measure): Line[] {
  return groups.flatMap(({ counted, runs }, index) => {
    const values = new Map<number, number[]>();
    for (const { epochs } of counted.length > 0 ? counted : runs)
      for (const event of epochs) {
        const value: number = event[measure satisfies keyof EpochEvent];
        if (!Number.isFinite(value)) continue;
        values.set(event.epoch, [...(values.get(event.epoch) ?? []), value]);
      }
    const points = [...values]
      .sort(([a], [b]) => a - b)
      .map(([epoch, all]): LinePoint => {
        const { mean, std } = meanAndStd(all);
        return { epoch, value: mean, ...(std !== undefined && { std }) };
      });
    return points.length > 0 ? [{ index, points: thinned(points) }] : [];
  });
}
