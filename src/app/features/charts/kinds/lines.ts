/** Lines that several charts draw in the same way: train and test of a metric, or one line a run of what is measured at every step. */

import type { SeriesPoint, StepMetric } from '../../../../storage/runRecord.ts';
import type { Words } from '../../../i18n/words.ts';
import type { RunLook } from '../../../state/colours.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { epochPlaces, type Sample } from '../data/samples.ts';
import type { Line } from './kind.ts';

/** Train lines are thin, test lines thick with a marker at each epoch; colour and dash are the run's. */
export const partStyle = ({ colour, dash, marker }: RunLook, part: string): LineStyle =>
  part === 'test' ? { colour, dash, width: 2.25, marker } : { colour, dash, width: 1.25 };

type LineStyle = Pick<Line, 'colour' | 'dash' | 'width' | 'marker'>;

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
        ...partStyle(shown, 'train'),
        noisy: steps.length > 0,
      },
      {
        run: shown,
        part: 'test',
        samples: atEpochs(`test${metric}`),
        ...partStyle(shown, 'test'),
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
  return runs.map((shown) => ({
    run: shown,
    part,
    samples: stepSamples(shown.run.series.points, metric),
    ...partStyle(shown, part),
    width: 1.75,
    noisy,
  }));
}
