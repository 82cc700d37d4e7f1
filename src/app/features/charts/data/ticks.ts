/** Where axes end and what stands along them. Pure. */

export interface Span {
  readonly from: number;
  readonly to: number;
}

const round = (value: number): number => Number(value.toPrecision(10));
const steps = [1, 2, 2.5, 5, 10];
/** Steps that a clock is read by: seconds, minutes and hours. */
const clockSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200];
const day = 86400;

/** The first round step, 1, 2, 2.5 or 5 times a power of ten, that is not shorter than `rough`. */
function roundStep(rough: number): number {
  const scale = 10 ** Math.floor(Math.log10(rough));
  return round(scale * (steps.find((n) => n * scale >= rough * 0.999) ?? 10));
}
const clockStep = (rough: number): number =>
  rough < 0.5 ? roundStep(rough) : (clockSteps.find((n) => n >= rough) ?? day * Math.ceil(rough / day));

/** Evenly spaced round ticks inside a span, about `count` of them. @param clock Whether the axis counts seconds. */
export function linearTicks({ from, to }: Span, count = 5, clock = false): number[] {
  if (!(to > from)) return [from];
  const step = (clock ? clockStep : roundStep)((to - from) / count);
  const ticks: number[] = [];
  for (let i = Math.ceil((from / step) * 0.99999); i * step <= to + step * 1e-6; i++)
    ticks.push(round(i * step));
  return ticks;
}

/** Powers of ten inside a span; within less than two of them also twice and five times each. */
export function logTicks({ from, to }: Span): number[] {
  if (!(from > 0 && to > from)) return [from];
  const decades = Math.log10(to / from);
  // Beyond eight decades every second is enough, and so on.
  const every = Math.max(1, Math.ceil(decades / 7));
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(from) + 1e-9); power <= Math.log10(to) + 1e-9; power += every) {
    for (const n of decades < 2 ? [1, 2, 5] : [1]) {
      const tick = Number((n * 10 ** power).toPrecision(6));
      if (tick >= from * 0.999999 && tick <= to * 1.000001) ticks.push(tick);
    }
  }
  return ticks.length > 1 ? ticks : [from, to];
}

/** A span with round ends that holds what is between `low` and `high`. */
export function roundSpan(low: number, high: number): Span {
  if (!(high > low)) {
    const room = Math.abs(low) * 0.1 || 1;
    return { from: low - room, to: low + room };
  }
  const step = roundStep((high - low) / 5);
  return {
    from: round(step * Math.floor(low / step + 1e-6)),
    to: round(step * Math.ceil(high / step - 1e-6)),
  };
}

/** A span for a log axis: ends at 1, 2 or 5 times a power of ten. Both ends are above 0. */
export function roundLogSpan(low: number, high: number): Span {
  const scale = (x: number) => 10 ** Math.floor(Math.log10(x));
  const below = (x: number) =>
    Number((([5, 2, 1].find((n) => n * scale(x) <= x * 1.000001) ?? 1) * scale(x)).toPrecision(6));
  const above = (x: number) =>
    Number((([1, 2, 5, 10].find((n) => n * scale(x) >= x * 0.999999) ?? 10) * scale(x)).toPrecision(6));
  const [from, to] = [below(low), above(high)];
  return to > from ? { from, to } : { from: from / 2, to: to * 2 };
}

/**
 * Where an axis that grows ends: the first of 1, 2 and 5 times a power of ten that holds what was reached, or the end that
 * is planned, so that the axis moves in few, large steps.
 */
export function axisEnd(reached: number, planned = Number.POSITIVE_INFINITY): number {
  if (!(reached > 0)) return Number.isFinite(planned) ? planned : 1;
  const scale = 10 ** Math.floor(Math.log10(reached));
  const end = [1, 2, 5, 10].map((n) => round(n * scale)).find((candidate) => candidate >= reached * 0.999999);
  return Math.max(reached, Math.min(end ?? reached, planned));
}
