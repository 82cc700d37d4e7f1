/**
 * The colours of runs: the eight of Okabe and Ito, told apart by people of every colour vision, each shifted in lightness as
 * far as the ground asks for: a contrast of 3 on the panels of both colour schemes. The ninth run has the first
 * colour again, in another dash.
 * Source: https://jfly.uni-koeln.de/color/
 */

/** By name of the colour it comes from: on the light ground, on the dark one. */
export const runColours = [
  { from: 'blue', light: '#0072b2', dark: '#3d9ae0' },
  { from: 'vermillion', light: '#d55e00', dark: '#f0742b' },
  { from: 'bluish green', light: '#00875f', dark: '#1fb88c' },
  { from: 'reddish purple', light: '#b14f87', dark: '#d98bb8' },
  { from: 'orange', light: '#a87400', dark: '#e69f00' },
  { from: 'sky blue', light: '#2f8fc4', dark: '#8fd0f5' },
  { from: 'yellow', light: '#7d7600', dark: '#f0e442' },
  { from: 'black', light: '#3c4043', dark: '#d0d4d8' },
] as const;

/** Dashes of the first eight runs, the next eight and so on. */
const dashes = [undefined, '9 4', '3 3', '9 4 2 4'];

/** How the lines of a run are drawn. */
export interface RunLook {
  /** A colour for CSS and SVG that follows the colour scheme. */
  readonly colour: string;
  /** `stroke-dasharray`, where the line is not a plain one. */
  readonly dash?: string;
}

/** The variables of the style sheet that hold the colours, in one colour scheme. */
export const runVariables = (scheme: 'light' | 'dark'): Record<string, string> =>
  Object.fromEntries(runColours.map((colour, i) => [`--run-${i}`, colour[scheme]]));

/** The look of colour number `index`, counted from 0 without end. */
export const runLook = (index: number): RunLook => ({
  colour: `var(--run-${index % runColours.length})`,
  dash: dashes[Math.floor(index / runColours.length) % dashes.length],
});
