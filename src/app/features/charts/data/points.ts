/** What becomes of a line's points before they are drawn: smoothed, cut to what is in view, and thinned to what a screen can show. Pure. */
import { bisector } from 'd3-array';
import type { Point, Sample } from './samples.ts';

/** Points drawn a line at most: more cost time on every update and show no more on a screen. */
export const drawnPoints = 300;

/**
 * The exponential moving average of a curve, without the pull of a start at zero. It counts steps of training: a value that
 * stands for d steps keeps s^d of the mean before it, s = 1 − 1/window, so that a line looks the same whether each of its points
 * is one step or sixteen. m ← m + (y − m)(1 − s^d) / (1 − s^n) after n steps; a constant stays exactly that.
 * @param samples In order. What is no number stays one and leaves the mean as it was.
 * @param window About how many of the latest steps count; up to 1 the samples are returned as they are.
 */
export function smoothed(samples: readonly Sample[], window: number): readonly Sample[] {
  if (window <= 1 || samples.length <= 2) return samples;
  const keep = 1 - 1 / window;
  // The first value is taken to stand for as many steps as the second.
  let before = 2 * (samples[0]?.step ?? 0) - (samples[1]?.step ?? 0);
  let mean = 0;
  let rest = 1;
  return samples.map(({ step, epoch, seconds, value }) => {
    if (!Number.isFinite(value)) return { step, epoch, seconds, value };
    const share = keep ** Math.max(1, step - before);
    before = step;
    rest *= share;
    mean += ((value - mean) * (1 - share)) / (1 - rest);
    return { step, epoch, seconds, value: mean };
  });
}

const byX = bisector((point: Point) => point.x);

/** The points from `from` to `to`, and one neighbour on each side so that a line runs on to the edges. */
export function inWindow(points: readonly Point[], from: number, to: number): readonly Point[] {
  const first = Math.max(0, byX.left(points, from) - 1);
  const end = byX.left(points, to) + 1;
  return first === 0 && end >= points.length ? points : points.slice(first, end);
}

/** Twice the area of a triangle. */
const area = (a: Point, b: Point, c: Point): number =>
  Math.abs((a.x - c.x) * (b.y - a.y) - (a.x - b.x) * (c.y - a.y));

/** The mean of the points from index `from` up to `to`. */
function centre(points: readonly Point[], from: number, to: number): Point {
  let [x, y] = [0, 0];
  for (let i = from; i < to; i++) {
    x += points[i]?.x ?? 0;
    y += points[i]?.y ?? 0;
  }
  const count = Math.max(1, to - from);
  return { x: x / count, y: y / count };
}

/**
 * Largest triangle, three buckets: of each of `limit` − 2 stretches the point that spans the largest triangle with the one chosen
 * before and the centre of the stretch after. First and last points stay.
 * Source: S. Steinarsson, Downsampling Time Series for Visual Representation, 2013, section 4.2.
 */
export function largestTriangles(points: readonly Point[], limit = drawnPoints): readonly Point[] {
  const last = points[points.length - 1];
  const first = points[0];
  if (points.length <= limit || !first || !last) return points;
  const stretches = limit - 2;
  const edge = (i: number) => 1 + Math.floor((i * (points.length - 2)) / stretches);
  const chosen = [first];
  let before = first;
  for (let i = 0; i < stretches; i++) {
    const next = i === stretches - 1 ? last : centre(points, edge(i + 1), edge(i + 2));
    let best = points[edge(i)] ?? last;
    for (let j = edge(i) + 1; j < edge(i + 1); j++) {
      const point = points[j];
      if (point && area(before, point, next) > area(before, best, next)) best = point;
    }
    chosen.push(best);
    before = best;
  }
  return [...chosen, last];
}

/**
 * Lowest and highest of each stretch in the order they came in, so that no spike is lost. Points that are merged ones
 * already bring their own lowest and highest along.
 */
export function lowsAndHighs(points: readonly Point[], limit = drawnPoints): readonly Point[] {
  if (points.length <= limit && !points.some((p) => p.low !== undefined)) return points;
  const stretches = Math.min(points.length, Math.floor(limit / 2));
  const out: Point[] = [];
  for (let i = 0; i < stretches; i++) {
    const from = Math.floor((i * points.length) / stretches);
    const to = Math.floor(((i + 1) * points.length) / stretches);
    let low: Point | undefined;
    let high: Point | undefined;
    for (let j = from; j < to; j++) {
      const p = points[j];
      if (!p) continue;
      const [bottom, top] = [p.low ?? p.y, p.high ?? p.y];
      if (!low || bottom < low.y) low = { x: p.x, y: bottom };
      if (!high || top > high.y) high = { x: p.x, y: top };
    }
    if (!low || !high) continue;
    if (low.y === high.y) out.push(low);
    else out.push(...(low.x <= high.x ? [low, high] : [high, low]));
  }
  return out;
}
