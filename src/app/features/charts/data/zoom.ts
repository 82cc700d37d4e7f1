/** Zooming and panning along the horizontal axis, which all charts share. Pure. */
import { type ScaledSpan, type Span, scaleOf } from './axis.ts';

/** Finer than this share of the whole there is nothing more to see. */
const finest = 1 / 2000;

export type Move = 'in' | 'out' | 'left' | 'right';

/** The span between two places on the axis as it is shown, or undefined where that is the whole. */
function spanOf(whole: ScaledSpan, a: number, b: number): Span | undefined {
  const length = Math.max(finest, Math.min(1, b - a));
  const start = Math.max(0, Math.min(1 - length, a));
  if (length > 0.999) return undefined;
  const { invert } = scaleOf(whole);
  return { from: invert(start), to: invert(start + length) };
}

/** One press of a button: half or twice as much is seen, or a quarter of it further on. */
export function moved(whole: ScaledSpan, zoom: Span | undefined, move: Move): Span | undefined {
  const share = scaleOf(whole);
  const [a, b] = zoom ? [share(zoom.from), share(zoom.to)] : [0, 1];
  const length = b - a;
  switch (move) {
    case 'in':
      return spanOf(whole, a + length / 4, b - length / 4);
    case 'out':
      return spanOf(whole, a - length / 2, b + length / 2);
    case 'left':
      return spanOf(whole, a - length / 4, b - length / 4);
    case 'right':
      return spanOf(whole, a + length / 4, b + length / 4);
    default:
      return move satisfies never;
  }
}

/** What was drawn over with the pointer, from one place on the axis to another, in either direction. */
export const dragged = (whole: ScaledSpan, one: number, other: number): Span | undefined => {
  const share = scaleOf(whole);
  const [a, b] = [share(Math.min(one, other)), share(Math.max(one, other))];
  return spanOf(whole, a, b);
};
