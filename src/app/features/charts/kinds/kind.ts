/**
 * What a chart is: one record of which lines it draws of the shown runs, how its values are written and how its vertical axis
 * behaves. How charts are drawn is the same for all of them and lies elsewhere: `data/scene.ts` computes, `Plot.tsx` draws.
 * To add a chart, write a file beside this one, add a line to `index.ts` and its words to `src/app/i18n/{en,zh}/curves.ts`.
 */
import type { Words } from '../../../i18n/words.ts';
import type { Marker } from '../../../state/colours.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { apart } from '../../../state/shownGroups.ts';
import type { Fit, Span } from '../data/axis.ts';
import type { Sample } from '../data/samples.ts';

export interface Line {
  readonly run: ShownRun;
  /** What it is among the lines of its run: `train`, `test`, a stage, or the chart's id where there is only one line a run. */
  readonly part: string;
  readonly samples: readonly Sample[];
  readonly colour: string;
  readonly dash?: string;
  readonly width: number;
  /** What marks each point: those of test lines, one an epoch. Without it none is marked. */
  readonly marker?: Marker;
  /** Whether it is measured step by step, and noise may be smoothed. */
  readonly noisy: boolean;
  /** Drawn as a level over the whole chart; then there are no samples. */
  readonly level?: number;
}

interface ValueAxis {
  /** What the axis spans while there is nothing to draw. */
  readonly empty: Span;
  /** Values cannot lie beyond it. */
  readonly bounds?: Span;
  /** How the axis fits what there is. Without it the axis begins at 0. */
  readonly fit?: Fit;
  /** What lies above leaves a linear axis at its top, so that the rest can still be read; by how many classes there are. */
  readonly most?: (classes: number) => number;
  /** Whether the person may choose a logarithmic axis, and whether it is one from the start. Without it the axis is linear. */
  readonly log?: 'offered' | 'initial';
  /** A tick in words; `step` is the distance between two ticks. Plain numbers where it is missing. */
  readonly tick?: (value: number, step: number) => string;
}

/** What is best on a chart: an epoch's value that it draws. */
export interface Best {
  readonly metric: 'testAccuracy' | 'testLoss';
  readonly wanted: 'highest' | 'lowest';
  /** The value of somebody who guesses among so many classes: what is no better than that is never the best. */
  readonly guessing: (classes: number) => number;
  /** What it is called: in a word for the chart, and as a whole with its value. */
  readonly words: (words: Words) => { readonly best: (value: string) => string; readonly bestShort: string };
}

export interface ChartKind {
  readonly id: string;
  /** The lines of these runs, in the order they are drawn. Those without a point are left out afterwards. */
  readonly lines: (runs: readonly ShownRun[]) => Line[];
  /** What a line is called by its part, for a person. */
  readonly partName: (words: Words, part: string) => string;
  /** Whether a run has only one line, which then goes by the run's name among several. */
  readonly single?: boolean;
  /** A chart that draws one run at a time, because the lines of several could not be told apart. */
  readonly oneRun?: {
    /** The runs that a person may choose from. Without a choice the last of them is drawn. */
    readonly candidates: (runs: readonly ShownRun[]) => ShownRun[];
    /** What the choice is called. */
    readonly label: (words: Words) => string;
  };
  /** A finite value as table and cross-hair say it. */
  readonly valueText: (words: Words, value: number) => string;
  /** The same where there is little room: in the legend. */
  readonly briefText?: (value: number) => string;
  readonly y: ValueAxis;
  /** Which epoch is marked as the best. Without it the chart marks none. */
  readonly best?: Best;
}

/** The run that a chart of one run draws: the chosen one, else the last that it can draw. */
function oneRunOf(chart: ChartKind, runs: readonly ShownRun[], chosen?: string): ShownRun | undefined {
  const candidates = chart.oneRun?.candidates(apart(runs)) ?? [];
  return candidates.find(({ id }) => id === chosen) ?? candidates[candidates.length - 1];
}

/** The page's own run keeps its place in the legend before it has a point; others without any leave. */
const drawable = ({ run, samples, level }: Line): boolean =>
  run.kind === 'current' || level !== undefined || samples.some(({ value }) => Number.isFinite(value));

/** @param chosen Id of the run that a chart of one run is to draw. */
export function linesOf(chart: ChartKind, runs: readonly ShownRun[], chosen?: string): Line[] {
  const one = oneRunOf(chart, runs, chosen);
  const drawn = chart.oneRun ? (one ? [one] : []) : runs;
  return chart.lines(drawn).filter(drawable);
}
