/** From a run to what a chart draws: one list of rows, shared by all charts so that their cross-hairs agree. Pure. */
import type { Run } from '../store/run.ts';
import { thinned } from '../store/series.ts';

/** A row has the train values of some steps, or the test values of an epoch's end, or both. */
export interface CurveRow {
  /** Epochs done, with fraction. */
  readonly epoch: number;
  readonly trainLoss?: number;
  readonly trainAccuracy?: number;
  readonly testLoss?: number;
  readonly testAccuracy?: number;
}

/** Points drawn a line at most: more cost time on every update and show no more on a screen. */
export const drawnPoints = 300;

const finite = (x: number): number | undefined => (Number.isFinite(x) ? x : undefined);

/** Rows in the order of epochs. */
export function curveRows(run: Pick<Run, 'series' | 'epochs'>): CurveRow[] {
  const rows: CurveRow[] = thinned(run.series.points, drawnPoints).map((p) => ({
    epoch: p.epoch,
    trainLoss: finite(p.trainLoss),
    trainAccuracy: finite(p.trainAccuracy),
  }));
  for (const e of run.epochs) {
    rows.push({ epoch: e.epoch, testLoss: finite(e.testLoss), testAccuracy: finite(e.testAccuracy) });
  }
  return rows.sort((a, b) => a.epoch - b.epoch);
}

const ends = [1, 2, 5];
/** A little above ln 10, the loss of guessing among ten classes. */
const defaultLossEnd = 2.5;

/**
 * Where the epoch axis ends: the first of 0.1, 0.2, 0.5, 1, 2, 5 … and the run's own end that holds every point,
 * so that the axis moves in few, large steps.
 */
export function axisEnd(reached: number, epochs: number): number {
  for (let scale = 0.01; scale < epochs; scale *= 10) {
    for (const end of ends) {
      const candidate = Number((end * scale).toPrecision(1));
      if (candidate >= epochs) return epochs;
      if (candidate >= reached) return candidate;
    }
  }
  return epochs;
}

/** Where the loss axis ends, and its ticks, so that every point of the rows is on it. */
export function lossTicks(rows: readonly CurveRow[]): number[] {
  const highest = rows.reduce((max, row) => Math.max(max, row.trainLoss ?? 0, row.testLoss ?? 0), 0);
  const ticks = axisTicks(highest || defaultLossEnd);
  const [last = 0, step = 1] = [ticks[ticks.length - 1], ticks[1]];
  return last >= highest ? ticks : [...ticks, Number((last + step).toPrecision(6))];
}

/** Five or six evenly spaced ticks from 0 to `end`. */
export function axisTicks(end: number): number[] {
  const rough = end / 5;
  const scale = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((n) => n * scale).find((n) => n >= rough * 0.999) ?? rough;
  const ticks: number[] = [];
  for (let i = 0; i * step <= end * 1.001; i++) ticks.push(Number((i * step).toPrecision(6)));
  return ticks;
}
