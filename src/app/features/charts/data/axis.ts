/**
 * Axes: where they end, what their ticks are and how values become places on them. d3-scale does the arithmetic. What is added
 * here is what it does not have: ends of log axes and of growing ones, and ticks of a time that is a duration and no date. Pure.
 */
import { bisectLeft, range } from 'd3-array';
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3-scale';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A span that is laid out evenly, or by the logarithm: then both ends are above 0. */
export interface ScaledSpan extends Span {
  readonly log: boolean;
}

export interface Axis extends ScaledSpan {
  readonly ticks: readonly number[];
}

/** From values to places: shares of the axis from 0 to 1, or whatever `places` at its two ends are. `invert` goes back. */
export const scaleOf = (
  { from, to, log }: ScaledSpan,
  places: readonly [number, number] = [0, 1],
): ScaleContinuousNumeric<number, number> =>
  (log ? scaleLog() : scaleLinear()).domain([from, to]).range(places);

/** d3 takes the step of 1, 2 or 5 times a power of ten that comes nearest to this many; there will be three to six ticks. */
const steps = 3.6;

/** Evenly spaced round ticks inside a span. */
export const linearTicks = ({ from, to }: Span): number[] =>
  to > from ? scaleLinear().domain([from, to]).ticks(steps) : [from];

/** Distances that a clock is read by, in seconds: seconds, minutes and hours. d3's own ticks of time are those of a calendar. */
const clockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200];
const day = 86400;

/** Ticks inside a span of seconds. */
export function clockTicks(span: Span): number[] {
  const { from, to } = span;
  const rough = (to - from) / 5;
  if (!(rough >= 0.5)) return linearTicks(span);
  const step = clockSteps[bisectLeft(clockSteps, rough)] ?? day * Math.ceil(rough / day);
  return range(Math.ceil(from / step) * step, to + step * 1e-6, step);
}

/** Powers of ten inside a span; within less than two of them also twice and five times each. */
export function logTicks({ from, to }: Span): number[] {
  if (!(from > 0 && to > from)) return [from];
  const round = to / from < 100 ? /^[125]e/ : /^1e/;
  const ticks = scaleLog()
    .domain([from, to])
    .ticks(8)
    .filter((tick) => round.test(tick.toExponential()));
  return ticks.length > 1 ? ticks : linearTicks({ from, to });
}

/** A span with round ends that holds what is between `low` and `high`. */
export function roundSpan(low: number, high: number): Span {
  if (!(high > low)) {
    const margin = Math.abs(low) * 0.1 || 1;
    return { from: low - margin, to: low + margin };
  }
  const [from = low, to = high] = scaleLinear().domain([low, high]).nice(steps).domain();
  return { from, to };
}

/** Slack for numbers that are round but for their last bits. */
const slack = 1e-6;
const exact = (value: number): number => Number(value.toPrecision(6));
const decade = (value: number): number => 10 ** Math.floor(Math.log10(value));
/** The 1, 2 or 5 times a power of ten that is next to a value above 0, from below or from above. */
const roundDown = (value: number): number =>
  exact(decade(value) * ([5, 2, 1].find((n) => n * decade(value) <= value * (1 + slack)) ?? 1));
const roundUp = (value: number): number =>
  exact(decade(value) * ([1, 2, 5].find((n) => n * decade(value) >= value * (1 - slack)) ?? 10));

/** How an axis follows its values. */
export interface Fit {
  /** It spans this much at least, */
  readonly least: number;
  /** and where it spans more than there is, it leaves room on the side that values go to. */
  readonly towards: 'above' | 'below';
}

const everything: Span = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
/** An axis is laid out in units of 1, 2 or 5 times a power of ten, of which it spans about so many at most. */
const unitsSpanned = 5;

/**
 * A span with round ends that holds what is between `low` and `high`, within bounds that no value passes. Its ends lie on a grid
 * that is coarse against the span: while values spread, the axis moves seldom and far.
 */
export function fitSpan(low: number, high: number, { least, towards }: Fit, bounds = everything): Span {
  const unit = roundUp(Math.max(high - low, least) / unitsSpanned);
  const below = (value: number) => Math.max(bounds.from, Math.floor(value / unit + slack) * unit);
  const above = (value: number) => Math.min(bounds.to, Math.ceil(value / unit - slack) * unit);
  let [from, to] = [below(low), above(high)];
  // What is missing is added on the one side, and on the other one where a bound is in the way.
  if (towards === 'above') to = Math.max(to, above(from + least));
  from = Math.min(from, below(to - least));
  to = Math.max(to, above(from + least));
  return { from: exact(from), to: exact(to) };
}

/** A span for a log axis: d3 would end it at powers of ten, which may leave most of it empty. Both values are above 0. */
export function roundLogSpan(low: number, high: number): Span {
  const [from, to] = [roundDown(low), roundUp(high)];
  return to > from ? { from, to } : { from: from / 2, to: to * 2 };
}

/**
 * Where an axis that grows ends: the first of 1, 2 and 5 times a power of ten that holds what was reached, or the end that
 * is planned, so that the axis moves in few, large steps.
 */
export function axisEnd(reached: number, planned = Number.POSITIVE_INFINITY): number {
  if (!(reached > 0)) return Number.isFinite(planned) ? planned : 1;
  return Math.max(reached, Math.min(roundUp(reached), planned));
}
