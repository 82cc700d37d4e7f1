/** English figures. */
import { figuresOf } from '../figures.ts';

export const figures = figuresOf('en');

/** `1 step`, `2 steps`. */
export const plural = (n: number, one: string, many: string): string =>
  `${figures.count(n)} ${n === 1 ? one : many}`;
