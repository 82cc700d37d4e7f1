/** The largest square in the middle of a picture; where it cannot lie in the middle, half a pixel to the left or above. Pure. */
import type { Size } from './formats/format.ts';

interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export function centreSquare({ width, height }: Size): Square {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), side };
}
