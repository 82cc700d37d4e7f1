/** Lines that several charts draw in the same way: train and test of a metric, or one line a run of what is measured at every step. */

import type { SeriesPoint, StepMetric } from '../../../../storage/runRecord.ts';
import type { Words } from '../../../i18n/words.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { epochPlaces, type Sample } from '../data/samples.ts';
import type { Line } from './kind.ts';

const testDash = '6 4';
const single = { train: 'var(--curve-train)', test: 'var(--curve-test)' };

type LineStyle = Pick<Line, 'colour' | 'dash' | 'width'>;
/** A run alone has its lines told apart by colour and dash; among several each run keeps its colour. */
const stylesOf = (runs: readonly ShownRun[]) => {
  const alone = runs.length === 1;
  return ({ colour, dash }: ShownRun, part: 'train' | 'test'): LineStyle => ({
    colour: alone ? single[part] : colour,
    dash: part === 'test' ? (dash ?? testDash) : dash,
    width: part === 'test' || alone ? 2 : 1.25,
  });
};

/** Reads the lowest and the highest value that were merged into a point. */
type Spread = (point: SeriesPoint) => Required<Pick<Sample, 'low' | 'high'>>;

const stepSamples = (points: readonly SeriesPoint[], metric: StepMetric, spread?: Spread): Sample[] =>
  points.map((p) => ({ step: p.step, epoch: p.epoch, seconds: p.seconds, value: p[metric], ...spread?.(p) }));

interface TrainAndTest {
  /** A metric that is known of train and of test images, by the end of its name in the events. */
  readonly metric: 'Loss' | 'Accuracy';
  readonly spread?: Spread;
  /** The one number that is known of some runs: their test line is a level. */
  readonly level?: (run: ShownRun) => number | undefined;
}

/** A train and a test line of every run: train at every step, or at epochs where no steps are known; test at epochs. */
export function trainAndTestLines(
  runs: readonly ShownRun[],
  { metric, spread, level }: TrainAndTest,
): Line[] {
  const style = stylesOf(runs);
  return runs.flatMap((shown): Line[] => {
    const { series, epochs } = shown.run;
    const places = epochPlaces(shown.run);
    const atEpochs = (key: `${'train' | 'test'}${typeof metric}`): Sample[] =>
      places.map((place, i) => ({ ...place, value: epochs[i]?.[key] ?? Number.NaN }));
    const steps = stepSamples(series.points, `train${metric}`, spread);
    const known = level?.(shown);
    return [
      {
        run: shown,
        part: 'train',
        samples: steps.length > 0 ? steps : atEpochs(`train${metric}`),
        ...style(shown, 'train'),
        dots: false,
        noisy: steps.length > 0,
      },
      {
        run: shown,
        part: 'test',
        samples: atEpochs(`test${metric}`),
        ...style(shown, 'test'),
        dots: known === undefined && shown.kind !== 'reference',
        noisy: false,
        level: known,
      },
    ];
  });
}

export const trainOrTest = ({ curves }: Words, part: string): string =>
  part === 'test' ? curves.parts.test : curves.parts.train;

/** One line a run of a number that is known at every step. @param noisy Whether it is a measurement, which may be smoothed. */
export function stepLines(
  runs: readonly ShownRun[],
  { part, metric, noisy }: { readonly part: string; readonly metric: StepMetric; readonly noisy: boolean },
): Line[] {
  const style = stylesOf(runs);
  return runs.map((shown) => ({
    run: shown,
    part,
    samples: stepSamples(shown.run.series.points, metric),
    ...style(shown, 'train'),
    width: 2,
    dots: false,
    noisy,
  }));
}
