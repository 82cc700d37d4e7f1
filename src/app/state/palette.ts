/**
 * The colours of curves, on either ground. The page's scripts know them by the names of `colours.ts`; here they have their values, for the style sheet and for pictures.
 *
 * The first eight colours of runs are those of Okabe and Ito, told apart by people of every colour vision, each shifted in lightness as
 * far as the ground asks for: a contrast of 3 on the panels of both colour schemes. The next sixteen lie as far from those and
 * from one another as that contrast leaves room, and their test lines have other markers: colour is never the only sign.
 * Source: https://jfly.uni-koeln.de/color/
 */

type Scheme = 'light' | 'dark';

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
  { from: 'deep blue', light: '#021a71', dark: '#467689' },
  { from: 'deep vermillion', light: '#952c03', dark: '#9f6105' },
  { from: 'deep green', light: '#035e0f', dark: '#64fdc9' },
  { from: 'deep purple', light: '#752576', dark: '#a74d97' },
  { from: 'deep orange', light: '#401f01', dark: '#9c9368' },
  { from: 'deep sky', light: '#004699', dark: '#78afbc' },
  { from: 'deep yellow', light: '#67562f', dark: '#a1c854' },
  { from: 'grey', light: '#6e7581', dark: '#7f89a2' },
  { from: 'pale blue', light: '#2e5f71', dark: '#486fcc' },
  { from: 'pale vermillion', light: '#ae7f78', dark: '#fead95' },
  { from: 'pale green', light: '#023c07', dark: '#1c8838' },
  { from: 'pale purple', light: '#470048', dark: '#faafff' },
  { from: 'pale orange', light: '#613203', dark: '#ffe5ac' },
  { from: 'pale sky', light: '#012e3e', dark: '#23bcfe' },
  { from: 'pale yellow', light: '#74981b', dark: '#779b1e' },
  { from: 'pale grey', light: '#7a8fa4', dark: '#b2b7c5' },
] as const;

/** The stages of a network from the stem on: darker to lighter, or the other way on a dark ground, violet to amber. */
const stageColours: Readonly<Record<Scheme, readonly string[]>> = {
  light: ['#352777', '#652a72', '#8d325c', '#a74541', '#b3621e', '#a07800'],
  dark: ['#736dc3', '#af70bd', '#dd7aa2', '#f98f87', '#ffb482', '#fed98a'],
};

/** The variables of the style sheet that hold the colours of lines, grid and axes, in one colour scheme. */
export const curveVariables = (scheme: Scheme): Record<string, string> => ({
  '--curve-grid': scheme === 'light' ? '#e6e8eb' : '#34373c',
  '--curve-axis': scheme === 'light' ? '#b8bec5' : '#5c6168',
  ...Object.fromEntries(runColours.map((colour, i) => [`--run-${i}`, colour[scheme]])),
  ...Object.fromEntries(stageColours[scheme].map((colour, i) => [`--stage-${i}`, colour])),
});

/** Quiet words on a ground of this scheme, with a contrast above 4.5; Mantine's own fall short of it. */
export const dimmed: Readonly<Record<Scheme, string>> = { light: '#545b63', dark: '#a6abb3' };
