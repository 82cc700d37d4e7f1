/** What each chart draws of the shown runs: its lines with their samples, colours and dashes. Pure. */
import { runLook } from '../../../state/colours.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { epochPlaces, placeOfStep, type Sample } from './samples.ts';

export const chartIds = ['accuracy', 'loss', 'learningRate', 'gradients', 'speed'] as const;
export type ChartId = (typeof chartIds)[number];

/** Charts whose values may be on a log axis; shares and speeds stay within few decades. */
export const logCharts: readonly ChartId[] = ['loss', 'learningRate', 'gradients'];

export interface Line {
  readonly run: ShownRun;
  /** `train`, `test`, the chart where there is only one line a run, or the stage whose gradient it is. */
  readonly part: string;
  readonly samples: readonly Sample[];
  readonly colour: string;
  readonly dash?: string;
  readonly width: number;
  /** Whether each point is marked: those of test lines, one an epoch. */
  readonly dots: boolean;
  /** Whether it is measured step by step, and noise may be smoothed. */
  readonly noisy: boolean;
  /** Drawn as a level over the whole chart; then there are no samples. */
  readonly level?: number;
}

export const testDash = '6 4';
const single = { train: 'var(--curve-train)', test: 'var(--curve-test)' };

type Look = (run: ShownRun, part: 'train' | 'test') => Pick<Line, 'colour' | 'dash' | 'width'>;
/** A run alone has its lines told apart by colour and dash; among several each run keeps its colour. */
const lookOf = (runs: readonly ShownRun[]): Look => {
  const alone = runs.length === 1;
  return ({ colour, dash }, part) => ({
    colour: alone ? single[part] : colour,
    dash: part === 'test' ? (dash ?? testDash) : dash,
    width: part === 'test' || alone ? 2 : 1.25,
  });
};

function trainAndTest(runs: readonly ShownRun[], what: 'Loss' | 'Accuracy'): Line[] {
  const look = lookOf(runs);
  return runs.flatMap((shown): Line[] => {
    const { series, epochs } = shown.run;
    const places = epochPlaces(shown.run);
    const atEpochs = (key: `train${typeof what}` | `test${typeof what}`): Sample[] =>
      places.map((place, i) => ({ ...place, value: epochs[i]?.[key] ?? Number.NaN }));
    const steps = series.points.map((p): Sample => {
      const { step, epoch, seconds } = p;
      const value = p[`train${what}`];
      const spread = what === 'Loss' ? { low: p.lossLow, high: p.lossHigh } : {};
      return { step, epoch, seconds, value, ...spread };
    });
    // Others published no steps, only epochs.
    const train = steps.length > 0 ? steps : atEpochs(`train${what}`);
    const level = what === 'Accuracy' ? shown.level : undefined;
    return [
      {
        run: shown,
        part: 'train',
        samples: train,
        ...look(shown, 'train'),
        dots: false,
        noisy: steps.length > 0,
      },
      {
        ...{ run: shown, part: 'test', samples: atEpochs(`test${what}`), ...look(shown, 'test') },
        ...{ dots: level === undefined && shown.kind !== 'reference', noisy: false, level },
      },
    ];
  });
}

function oneLine(runs: readonly ShownRun[], part: 'learningRate' | 'speed'): Line[] {
  const key = part === 'speed' ? 'imagesPerSecond' : part;
  const look = lookOf(runs);
  return runs.map((shown) => ({
    ...{ run: shown, part, ...look(shown, 'train') },
    samples: shown.run.series.points.map((p) => ({
      ...{ step: p.step, epoch: p.epoch, seconds: p.seconds, value: p[key] },
    })),
    width: 2,
    dots: false,
    noisy: part === 'speed',
  }));
}

/** Runs whose gradients were looked at. */
export const runsWithGradients = (runs: readonly ShownRun[]): ShownRun[] =>
  runs.filter(({ run }) => run.gradients.points.length > 0);

/** A line for each stage, of one run: stages of several would not be told apart. */
function gradientLines(runs: readonly ShownRun[], id: string | undefined): Line[] {
  const able = runsWithGradients(runs);
  const shown = able.find((run) => run.id === id) ?? able[able.length - 1];
  if (!shown) return [];
  const { points } = shown.run.gradients;
  const places = points.map(({ step, epoch }) => ({ ...placeOfStep(shown, step), epoch }));
  const stages = [...new Set(points.flatMap(({ norms }) => Object.keys(norms)))];
  return stages.map((stage, i) => ({
    ...{ run: shown, part: stage, width: 2, dots: false, noisy: true },
    colour: runLook(i).colour,
    dash: stageDashes[i % stageDashes.length],
    samples: places.map((place, j) => ({ ...place, value: points[j]?.norms[stage] ?? Number.NaN })),
  }));
}
const stageDashes = [undefined, '8 3', '2 3', '10 3 2 3', '5 2', '12 3 2 3 2 3'];

/** @param gradientsOf Run whose gradients are wanted; the latest where there is none of the kind. */
export function linesOf(chart: ChartId, runs: readonly ShownRun[], gradientsOf?: string): Line[] {
  switch (chart) {
    case 'accuracy':
      return trainAndTest(runs, 'Accuracy').filter(drawable);
    case 'loss':
      return trainAndTest(runs, 'Loss').filter(drawable);
    case 'learningRate':
      return oneLine(runs, 'learningRate').filter(drawable);
    case 'speed':
      return oneLine(runs, 'speed').filter(drawable);
    case 'gradients':
      return gradientLines(runs, gradientsOf);
    default:
      return chart satisfies never;
  }
}

/** The page's own run keeps its place in the legend before it has a point; others without any leave. */
const drawable = ({ run, samples, level }: Line): boolean =>
  run.kind === 'current' || level !== undefined || samples.some(({ value }) => Number.isFinite(value));
