/** Zooming and panning along the horizontal axis, which all charts share. Pure. */
import { type Axis, atShare, shareOf } from './scene.ts';
import type { Span } from './ticks.ts';

/** Finer than this share of the whole there is nothing more to see. */
const finest = 1 / 2000;

export type Move = 'in' | 'out' | 'left' | 'right';

/** The span between two places on the axis as it is shown, or undefined where that is the whole. */
function spanOf(whole: Omit<Axis, 'ticks'>, a: number, b: number): Span | undefined {
  const length = Math.max(finest, Math.min(1, b - a));
  const start = Math.max(0, Math.min(1 - length, a));
  if (length > 0.999) return undefined;
  return { from: atShare(whole, start), to: atShare(whole, start + length) };
}

/** One press of a button: half or twice as much is seen, or a quarter of it further on. */
export function moved(whole: Omit<Axis, 'ticks'>, zoom: Span | undefined, move: Move): Span | undefined {
  const axis = { ...whole, ticks: [] };
  const [a, b] = zoom ? [shareOf(axis, zoom.from), shareOf(axis, zoom.to)] : [0, 1];
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
export const dragged = (whole: Omit<Axis, 'ticks'>, one: number, other: number): Span | undefined => {
  const axis = { ...whole, ticks: [] };
  const [a, b] = [shareOf(axis, Math.min(one, other)), shareOf(axis, Math.max(one, other))];
  return spanOf(whole, a, b);
};
