/** What a landscape comes to in two figures, so that surfaces can be compared without a look at them. Pure. */
import { gridOrder, type Landscape } from './landscape.ts';

export interface LandscapeFigures {
  /**
   * How far from the weights the loss has doubled, in the middle of `rays` directions around them: a median, in the units of the plane.
   * Undefined where it has not doubled within the grid in half of them.
   */
  readonly doubled: number | undefined;
  /** Points within the grid that lie lower than all eight around them: 1 in a bowl, many where it is rugged. */
  readonly hollows: number;
}

const rays = 32;
/** Steps along a ray to a step of the grid. */
const fine = 20;
/** Losses above, and what is no finite number, count as this much. */
const most = 1e6;

/** @returns undefined before the grid is whole. */
export function figuresOf({
  plan: { size },
  x,
  y,
  centre,
  losses,
}: Pick<Landscape, 'plan' | 'x' | 'y' | 'centre' | 'losses'>): LandscapeFigures | undefined {
  if (losses.length < size * size) return undefined;
  const grid = new Float64Array(size * size);
  for (const [i, point] of gridOrder(size).entries()) {
    const loss = losses[i]!;
    grid[point] = Math.log(Number.isFinite(loss) ? Math.max(1e-9, Math.min(most, loss)) : most);
  }
  const at = (column: number, row: number) => grid[row * size + column]!;
  const last = size - 1;
  /** The logarithm of the loss between points, by the nearest four; undefined outside of the grid. */
  const between = (column: number, row: number): number | undefined => {
    if (column < 0 || row < 0 || column > last || row > last) return undefined;
    const [c, r] = [Math.min(last - 1, Math.floor(column)), Math.min(last - 1, Math.floor(row))];
    const [u, v] = [column - c, row - r];
    return (
      (1 - v) * ((1 - u) * at(c, r) + u * at(c + 1, r)) + v * ((1 - u) * at(c, r + 1) + u * at(c + 1, r + 1))
    );
  };
  const unit = (x[1] - x[0]) / last;
  const [column, row] = [-x[0] / unit, (-y[0] / (y[1] - y[0])) * last];
  const goal = Math.log(2 * centre.loss);
  const reached = Array.from({ length: rays }, (_, k) => {
    const angle = (2 * Math.PI * k) / rays;
    for (let far = 1 / fine; ; far += 1 / fine) {
      const loss = between(column + far * Math.cos(angle), row + far * Math.sin(angle));
      if (loss === undefined) return Number.POSITIVE_INFINITY;
      if (loss >= goal) return far * unit;
    }
  }).sort((a, b) => a - b);
  const doubled = (reached[rays / 2 - 1]! + reached[rays / 2]!) / 2;
  let hollows = 0;
  for (let r = 1; r < last; r++)
    for (let c = 1; c < last; c++) {
      const around = [-1, 0, 1].flatMap((i) => [-1, 0, 1].map((j) => (i || j ? at(c + j, r + i) : Infinity)));
      if (around.every((other) => other > at(c, r))) hollows++;
    }
  return { doubled: Number.isFinite(doubled) ? doubled : undefined, hollows };
}
