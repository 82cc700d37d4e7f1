/**
 * The page's one ramp from little to much. It is even to the eye: it climbs steadily in the lightness of OKLCH (Björn Ottosson, "A
 * perceptual color space for image processing", 2020) from a dark violet over teal to a light yellow, so that it reads without its
 * hues too. d3-scale-chromatic has such a ramp, viridis, but its package is one module that makes all its ramps when it is loaded:
 * 11 kB before the first paint, and this file is 1. Pure.
 */
import { between, type Rgb, type Stop } from './oklch.ts';

const stops: readonly Stop[] = [
  [0.3, 0.09, 300],
  [0.45, 0.09, 255],
  [0.6, 0.09, 200],
  [0.75, 0.12, 155],
  [0.9, 0.14, 105],
];

/** Red, green and blue of 0…255 at a position of 0…1. */
export const heatBytes = (position: number): Rgb => between(stops, position);

/** The colour at a position of 0…1, as `#rrggbb`. */
export const heatColour = (position: number): string =>
  `#${heatBytes(position)
    .map((c) => c.toString(16).padStart(2, '0'))
    .join('')}`;

/** The colour of a text that is read on the ramp at a position of 0…1, at a contrast of 4.5 at least. */
export const textOnHeat = (position: number): string => (position < 0.43 ? '#ffffff' : '#000000');
