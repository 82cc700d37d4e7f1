/** What the curve of a search draws: losses over a log axis of rates, cut off where the network explodes. Pure. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { type RatePoint, type RateSuggestion, smoothed } from '../../../training/rateSearch.ts';
import type { PlotBox } from '../../ui/usePlotBox.ts';

export interface CurveScene {
  /** Of the smoothed losses, and of each step's own. */
  readonly line: readonly Place[];
  readonly dots: readonly Place[];
  readonly lowest?: Place;
  readonly rates: readonly Tick[];
  readonly losses: readonly Tick[];
  /** Where a rate lies; undefined where it is off the axis. */
  readonly placeOf: (rate: number) => number | undefined;
}

interface Place {
  readonly x: number;
  readonly y: number;
}

interface Tick {
  readonly value: number;
  readonly at: number;
}

/** How far above the first loss the drawing goes, as a share of what lies below it: the fall is what there is to see. */
const headroom = 0.4;

/** @returns undefined where there is no curve to draw: two steps at least. */
export function curveOf(
  points: readonly RatePoint[],
  suggestion: RateSuggestion | undefined,
  { left, right, top, bottom }: PlotBox,
): CurveScene | undefined {
  const curve = smoothed(points);
  const [first, last] = [points[0], points[curve.length - 1]];
  const [begin] = curve;
  if (!first || !last || begin === undefined || last.rate <= first.rate) return undefined;
  const low = Math.min(...curve);
  const high = begin + headroom * Math.max(begin - low, 0.1 * begin);
  const margin = 0.08 * (high - low);
  const x = scaleLog([first.rate, last.rate], [left, right]);
  const y = scaleLinear([low - margin, high], [bottom, top]);
  const placeAt = (rate: number, loss: number): Place => ({ x: x(rate), y: Math.max(top - 40, y(loss)) });
  const own = points.slice(0, curve.length);
  const places = own.map(({ rate }, i) => placeAt(rate, curve[i] as number));
  const at = curve.indexOf(low);
  const decades = x.ticks().filter((tick) => /^1e/.test(tick.toExponential()));
  const every = Math.max(1, Math.ceil((decades.length * 52) / (right - left)));
  return {
    line: places,
    dots: own.map(({ rate, loss }) => placeAt(rate, loss)).filter((place) => place.y >= top),
    lowest: suggestion && places[at],
    rates: decades.filter((_, i) => i % every === 0).map((value) => ({ value, at: x(value) })),
    losses: y.ticks(4).map((value) => ({ value, at: y(value) })),
    placeOf: (rate) => (rate >= first.rate && rate <= last.rate ? x(rate) : undefined),
  };
}
