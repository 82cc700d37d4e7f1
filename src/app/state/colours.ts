/**
 * How runs look, and the stages of one run. A look means one run wherever it is drawn: on every chart, in the list, in a picture. The colours themselves are
 * variables of the style sheet, which `palette.ts` fills.
 */

/** Colours of runs and of stages that there are. */
export const colourCounts = { runs: 24, stages: 6 } as const;

/** What stands at each epoch of a test line: of the first eight runs, the next eight, and the last. */
const markers = ['circle', 'square', 'triangle'] as const;
export type Marker = (typeof markers)[number];
const runsPerMarker = 8;

/** How the lines of a run are drawn. */
export interface RunLook {
  /** A colour for CSS and SVG that follows the colour scheme. */
  readonly colour: string;
  readonly marker: Marker;
  /** `stroke-dasharray` of results of others; runs of this page have plain lines. */
  readonly dash?: string;
}

/** The look of colour number `index`, counted from 0 without end: number 24 has the look of number 0 again. */
export const runLook = (index: number): RunLook => {
  const place = index % colourCounts.runs;
  const marker = markers[Math.floor(place / runsPerMarker)] ?? 'circle';
  return { colour: `var(--run-${place})`, marker };
};

/** The colour of a stage by its place in the network. */
export const stageColour = (index: number): string => `var(--stage-${index % colourCounts.stages})`;
