/** A chart as it is to be drawn: spans of its axes, ticks, and every line thinned to what a screen can show. Pure. */
import { bisector, extent, max, min } from 'd3-array';
import { datasetOf } from '../../../../training/config.ts';
import { totalSteps } from '../../../../training/stepPlaces.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { type ChartKind, type Line, linesOf } from '../kinds/kind.ts';
import {
  type Axis,
  axisEnd,
  clockTicks,
  fitSpan,
  linearTicks,
  logTicks,
  roundLogSpan,
  roundSpan,
  type Span,
} from './axis.ts';
import { inWindow, largestTriangles, lowsAndHighs, smoothed } from './points.ts';
import { type Point, pointsOf, type XAxis } from './samples.ts';

/** What a person has set for the charts. */
export interface View {
  readonly axis: XAxis;
  readonly logX: boolean;
  /** Ids of charts whose values are on a log axis. */
  readonly logY: readonly string[];
  /** About how many steps a noisy line is averaged over; 0 where it is drawn as measured. */
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
  hidden.includes(part) || hidden.includes(runKey({ id: run.inGroup ?? run.id }));

/** Whether lines go by their runs' names, or by what is averaged in them. */
export const isOfSeveral = (lines: readonly Pick<Line, 'run'>[]): boolean =>
  lines.some(({ run }) => run !== lines[0]?.run || run.group !== undefined);

/** How far the runs have come and are to go, in the unit of an axis. */
function progressOf(
  runs: readonly ShownRun[],
  axis: XAxis,
  plannedEpochs: number,
): { readonly reached: number; readonly planned?: number } {
  const reached = runs.flatMap(({ run }) => {
    const steps = run.series.points[run.series.points.length - 1]?.[axis];
    const epochs =
      axis === 'seconds'
        ? run.epochs.reduce((sum, e) => sum + e.seconds, 0)
        : run.epochs[run.epochs.length - 1]?.[axis];
    return [steps ?? 0, epochs ?? 0];
  });
  if (axis === 'seconds') return { reached: max(reached) ?? 0 };
  const planned = runs.map(({ run }) => {
    if (!run.config) return 0;
    return axis === 'epoch' ? run.config.epochs : totalSteps(run.config);
  });
  return {
    reached: max(reached) ?? 0,
    planned: max(planned) || (axis === 'epoch' ? plannedEpochs : undefined),
  };
}

/** Where the log axis begins: left of the first event of any run. */
function firstX(runs: readonly ShownRun[], axis: XAxis): number {
  const firsts = runs.flatMap(({ run }) => [run.series.points[0]?.[axis], run.epochs[0]?.[axis]]);
  const known = firsts.filter((x): x is number => x !== undefined && x > 0);
  return min(known) ?? Number.NaN;
}

/** The horizontal axis without zoom: the same on every chart. */
export function wholeX(
  runs: readonly ShownRun[],
  { axis, logX }: Pick<View, 'axis' | 'logX'>,
  plannedEpochs: number,
): Span {
  const { reached, planned } = progressOf(runs, axis, plannedEpochs);
  const to = axisEnd(reached, planned);
  if (!logX) return { from: 0, to };
  const first = firstX(runs, axis);
  return { from: first < to ? roundLogSpan(first, to).from : to / 1000, to };
}

/** Of the runs' data sets; the usual ten where none is known. */
const mostClasses = (runs: readonly ShownRun[]): number =>
  max(runs, ({ run }) => run.config && datasetOf(run.config).classes.length) ?? 10;

/** What the vertical axis spans to hold these values. */
function valueSpan(
  { y }: ChartKind,
  values: readonly number[],
  { log, zoomed, classes }: { readonly log: boolean; readonly zoomed: boolean; readonly classes: number },
): Span {
  const { empty, bounds, fit } = y;
  const most = y.most?.(classes) ?? Number.POSITIVE_INFINITY;
  const [low, highest] = extent(values);
  if (low === undefined) return log ? { from: Math.max(empty.from, empty.to / 100), to: empty.to } : empty;
  if (log) return roundLogSpan(low, highest);
  const high = low < most ? Math.min(highest, most) : highest;
  if (!zoomed && !fit) return high > 0 ? { from: 0, to: roundSpan(0, high).to } : empty;
  if (!zoomed && fit) return fitSpan(low, high, fit, bounds);
  const { from, to } = roundSpan(low, high);
  return bounds ? { from: Math.max(bounds.from, from), to: Math.min(bounds.to, to) } : { from, to };
}

function drawn(line: Line, view: View, x: Span, logY: boolean): DrawnLine {
  const onAxes = (p: Point) => (!view.logX || p.x > 0) && (!logY || (p.low ?? p.y) > 0);
  const measured = pointsOf(line.samples, view.axis).filter(onAxes);
  const read = line.noisy ? smoothed(line.samples, view.smoothing) : line.samples;
  const points = read === line.samples ? measured : pointsOf(read, view.axis).filter(onAxes);
  const window = inWindow(measured, x.from, x.to);
  // One of several runs behind their mean is drawn once, or nothing could be told apart.
  const more = !line.run.inGroup && (points !== measured || window.some((p) => p.low !== undefined));
  return {
    line,
    points,
    main: largestTriangles(inWindow(points, x.from, x.to)),
    raw: more ? lowsAndHighs(window) : [],
  };
}

/** Where the band of a mean ends, below and above; a log axis has no place for what is not above 0. */
const bandAt = ({ y, std }: Point, log: boolean): number[] =>
  std === undefined ? [] : [y - std, y + std].filter((end) => !log || end > 0);

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
  const values = lines.flatMap(({ points, raw, line }) => [
    // Of all points, not of those that are drawn: which those are changes with every update, and the axis must not.
    ...[...points, ...raw].filter((p) => within(p, span)).flatMap((p) => [p.y, ...bandAt(p, log)]),
    ...(line.level === undefined ? [] : [line.level]),
  ]);
  const y = valueSpan(chart, values, { log, zoomed: view.zoom !== undefined, classes: mostClasses(runs) });
  const xTicks = view.logX ? logTicks : view.axis === 'seconds' ? clockTicks : linearTicks;
  return {
    x: { ...span, log: view.logX, ticks: xTicks(span) },
    y: { ...y, log, ticks: (log ? logTicks : linearTicks)(y) },
    lines,
    all,
  };
}

const byX = bisector((point: Point) => point.x);

/** The point of a line that is nearest to `x`. Points are in order. */
export const nearest = (points: readonly Point[], x: number): Point | undefined =>
  points[byX.center(points, x)];
