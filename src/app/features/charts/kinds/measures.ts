/** What is told of every block, as lines of one run's stages over its epochs. The chart's table has some of them, the dock all. */
import type { Words } from '../../../i18n/words.ts';
import type { Measure } from '../../../state/blockMeasures.ts';
import { stageColour } from '../../../state/colours.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { placeOfStep } from '../data/samples.ts';
import { digitsFor, short } from '../format.ts';
import type { ChartKind, Line } from './kind.ts';

/** The stem, then the stages by their number: the same colour whatever is drawn of them. */
const placeOf = (stage: string): number => Number(/\d+$/.exec(stage)?.[0] ?? 0);

function linesOf(shown: ShownRun, measure: Measure): Line[] {
  const { points } = shown.run.stages;
  const places = points.map(({ step, epoch }) => ({ ...placeOfStep(shown, step), epoch }));
  const stages = [...new Set(points.flatMap(({ means }) => Object.keys(means[measure] ?? {})))];
  return stages.map((stage) => ({
    run: shown,
    part: stage,
    samples: places.map((place, i) => ({
      ...place,
      value: points[i]?.means[measure]?.[stage] ?? Number.NaN,
    })),
    colour: stageColour(placeOf(stage)),
    width: 1.75,
    marker: 'circle',
    noisy: false,
  }));
}

/** A chart of a measure; what is left is how its values are written and its axis. */
export const measureLines = (measure: Measure) =>
  ({
    lines: (runs: readonly ShownRun[]): Line[] => runs.flatMap((shown) => linesOf(shown, measure)),
    partName: (_: Words, stage: string): string => stage,
    candidates: (runs: readonly ShownRun[]): ShownRun[] =>
      runs.filter(({ run }) => run.stages.points.some(({ means }) => means[measure] !== undefined)),
  }) as const;

export const shareAxis = {
  empty: { from: 0, to: 1 },
  bounds: { from: 0, to: 1 },
  fit: { least: 0.15, towards: 'above' },
  tick: (share, step) => `${(100 * share).toFixed(digitsFor(100 * step))}\u00a0%`,
} as const satisfies ChartKind['y'];

const shareText: ChartKind['valueText'] = ({ figures }, share) => figures.percent(share);
const numberText: ChartKind['valueText'] = (_, value) => short(value);

type Looks = Pick<ChartKind, 'valueText' | 'y'>;
const plain: Looks = { valueText: numberText, y: { empty: { from: 0, to: 1 } } };
const logarithmic: Looks = { valueText: numberText, y: { empty: { from: 0.001, to: 1 }, log: 'initial' } };
const dead: Looks = { valueText: shareText, y: { ...shareAxis, fit: { least: 0.05, towards: 'above' } } };

export const measureLooks: Readonly<Record<Measure, Looks>> = {
  probe: { valueText: shareText, y: shareAxis },
  branch: plain,
  // Stages differ by powers of ten.
  gradient: logarithmic,
  mean: plain,
  deviation: plain,
  dead,
  update: logarithmic,
};
