/** A chart as it is to be drawn: spans of its axes, ticks, and every line thinned to what a screen can show. Pure. */

import { stepsPerEpoch } from '../../../../training/schedule.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { type ChartKind, type Line, linesOf } from '../kinds/kind.ts';
import { type Point, pointsOf, type XAxis } from './samples.ts';
import { smoothed } from './smooth.ts';
import { inWindow, largestTriangles, lowsAndHighs } from './thin.ts';
import { axisEnd, linearTicks, logTicks, roundLogSpan, roundSpan, type Span } from './ticks.ts';

/** How charts are looked at. */
export interface View {
  readonly axis: XAxis;
  readonly logX: boolean;
  /** Ids of charts whose values are on a log axis. */
  readonly logY: readonly string[];
  /** 0 … below 1. */
  readonly smoothing: number;
  /** What is zoomed in on, in the axis's unit; the whole where there is none. */
  readonly zoom?: Span;
  /** Keys of lines that are switched off: `train`, `test`, a stage, or `run:` and an id. */
  readonly hidden: readonly string[];
  /** By the id of a chart that draws one run: the id of the run that was chosen for it. */
  readonly runOf: Readonly<Record<string, string>>;
}

export interface DrawnLine {
  readonly line: Line;
  /** All of it, as its values are read: smoothed where that is wanted. */
  readonly points: readonly Point[];
  /** What is drawn. */
  readonly main: readonly Point[];
  /** What was measured, with its spikes; empty where the line says it all. */
  readonly raw: readonly Point[];
}

export interface Axis extends Span {
  readonly log: boolean;
  readonly ticks: readonly number[];
}

export interface Scene {
  readonly x: Axis;
  readonly y: Axis;
  /** In the order they are drawn; the hidden ones are not here. */
  readonly lines: readonly DrawnLine[];
  /** Every line there is, hidden ones included. */
  readonly all: readonly Line[];
}

export const runKey = ({ id }: Pick<ShownRun, 'id'>): string => `run:${id}`;
export const isHidden = ({ run, part }: Line, { hidden }: Pick<View, 'hidden'>): boolean =>
  hidden.includes(part) || hidden.includes(runKey(run));

const greatest = (numbers: Iterable<number>): number => {
  let max = 0;
  for (const n of numbers) if (n > max) max = n;
  return max;
};

/** How far the runs have come and are to go, in the unit of an axis. */
function extent(
  runs: readonly ShownRun[],
  axis: XAxis,
  plannedEpochs: number,
): { reached: number; planned?: number } {
  const reached = greatest(
    runs.flatMap(({ run }) => {
      const last = run.series.points[run.series.points.length - 1]?.[axis] ?? 0;
      if (axis === 'seconds') return [last, run.epochs.reduce((sum, e) => sum + e.seconds, 0)];
      return [last, run.epochs[run.epochs.length - 1]?.[axis] ?? 0];
    }),
  );
  const planned = runs.map(({ run }) => {
    if (axis === 'seconds' || !run.config) return 0;
    return axis === 'epoch' ? run.config.epochs : run.config.epochs * stepsPerEpoch(run.config);
  });
  if (axis === 'seconds') return { reached };
  return { reached, planned: greatest(planned) || (axis === 'epoch' ? plannedEpochs : undefined) };
}

/** Where the log axis begins: left of the first event of any run. */
function firstX(runs: readonly ShownRun[], axis: XAxis): number {
  const firsts = runs.flatMap(({ run }) => [run.series.points[0]?.[axis], run.epochs[0]?.[axis]]);
  const known = firsts.filter((x): x is number => x !== undefined && x > 0);
  return known.length > 0 ? Math.min(...known) : Number.NaN;
}

/** The horizontal axis without zoom: the same on every chart. */
export function wholeX(
  runs: readonly ShownRun[],
  { axis, logX }: Pick<View, 'axis' | 'logX'>,
  plannedEpochs: number,
): Span {
  const { reached, planned } = extent(runs, axis, plannedEpochs);
  const to = axisEnd(reached, planned);
  if (!logX) return { from: 0, to };
  const first = firstX(runs, axis);
  return { from: first < to ? roundLogSpan(first, to).from : to / 1000, to };
}

/** What the vertical axis spans to hold these values. */
function valueSpan({ y }: ChartKind, values: readonly number[], log: boolean, zoomed: boolean): Span {
  const { empty, bounds } = y;
  if (values.length === 0) return log ? { from: Math.max(empty.from, empty.to / 100), to: empty.to } : empty;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (log) return roundLogSpan(low, high);
  if (bounds) {
    const { from, to } = zoomed ? roundSpan(low, high) : bounds;
    return { from: Math.max(bounds.from, from), to: Math.min(bounds.to, to) };
  }
  if (zoomed) return roundSpan(low, high);
  return high > 0 ? { from: 0, to: roundSpan(0, high).to } : empty;
}

function drawn(line: Line, view: View, x: Span, logY: boolean): DrawnLine {
  const onAxes = (p: Point) => (!view.logX || p.x > 0) && (!logY || (p.low ?? p.y) > 0);
  const measured = pointsOf(line.samples, view.axis).filter(onAxes);
  const strength = line.noisy ? view.smoothing : 0;
  const points = smoothed(measured, strength);
  const window = inWindow(measured, x.from, x.to);
  const more = points !== measured || window.some((p) => p.low !== undefined);
  return {
    line,
    points,
    main: largestTriangles(inWindow(points, x.from, x.to)),
    raw: more ? lowsAndHighs(window) : [],
  };
}

const within = ({ x }: Point, span: Span): boolean => x >= span.from && x <= span.to;

/** @param plannedEpochs Of the next run: the end of the axis while there is no run. */
export function sceneOf(
  chart: ChartKind,
  runs: readonly ShownRun[],
  view: View,
  plannedEpochs: number,
): Scene {
  const span = view.zoom ?? wholeX(runs, view, plannedEpochs);
  const log = chart.y.log !== undefined && view.logY.includes(chart.id);
  const all = linesOf(chart, runs, view.runOf[chart.id]);
  const lines = all.filter((line) => !isHidden(line, view)).map((line) => drawn(line, view, span, log));
  const values = lines.flatMap(({ main, raw, line }) => [
    ...[...main, ...raw].filter((p) => within(p, span)).map((p) => p.y),
    ...(line.level === undefined ? [] : [line.level]),
  ]);
  const y = valueSpan(chart, values, log, view.zoom !== undefined);
  const clock = view.axis === 'seconds';
  return {
    x: { ...span, log: view.logX, ticks: view.logX ? logTicks(span) : linearTicks(span, 5, clock) },
    y: { ...y, log, ticks: log ? logTicks(y) : linearTicks(y) },
    lines,
    all,
  };
}

/** From a value to its share of the axis, 0…1 inside. */
export const shareOf = ({ from, to, log }: Axis, value: number): number =>
  log ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);

/** The value at a share of the axis. */
export const atShare = ({ from, to, log }: Omit<Axis, 'ticks'>, share: number): number =>
  log ? from * (to / from) ** share : from + share * (to - from);

/** The point of a line that is nearest to `x`. */
export function nearest(points: readonly Point[], x: number): Point | undefined {
  const [first, last] = [points[0], points[points.length - 1]];
  if (!first || !last) return undefined;
  let best = last;
  for (let low = 0, high = points.length - 1; low <= high; ) {
    const middle = (low + high) >> 1;
    const point = points[middle] as Point;
    if (Math.abs(point.x - x) < Math.abs(best.x - x)) best = point;
    if (point.x < x) low = middle + 1;
    else high = middle - 1;
  }
  return best;
}
