/**
 * The page's ramp for numbers of either sign: zero in the middle as the page's own ground, blue below it and orange above, each as far
 * from the ground as its number is from zero. Pure.
 */
import { between, type Rgb, type Stop } from '../../base/oklch.ts';

interface Arms {
  /** From zero outwards. */
  readonly negative: readonly Stop[];
  readonly positive: readonly Stop[];
}
const arms: Readonly<Record<'light' | 'dark', Arms>> = {
  light: {
    negative: [
      [0.97, 0, 250],
      [0.7, 0.12, 250],
      [0.42, 0.14, 260],
    ],
    positive: [
      [0.97, 0, 50],
      [0.74, 0.14, 55],
      [0.46, 0.14, 40],
    ],
  },
  dark: {
    negative: [
      [0.22, 0, 250],
      [0.52, 0.13, 255],
      [0.85, 0.1, 235],
    ],
    positive: [
      [0.22, 0, 50],
      [0.55, 0.13, 45],
      [0.87, 0.12, 75],
    ],
  },
};

/** Red, green and blue of 0…255 at a position of −1…1, on a dark page or a light one. */
export function signedBytes(position: number, dark: boolean): Rgb {
  const { negative, positive } = arms[dark ? 'dark' : 'light'];
  return position < 0 ? between(negative, -position) : between(positive, position);
}
