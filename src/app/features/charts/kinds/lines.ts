/** Lines that several charts draw in the same way: train and test of a metric, or one line a run of what is measured at every step. */

import type { SeriesPoint, StepMetric } from '../../../../storage/runRecord.ts';
import type { Words } from '../../../i18n/words.ts';
import type { RunLook } from '../../../state/colours.ts';
import type { EpochSpread, GroupOfRuns, ShownRun } from '../../../state/shown.ts';
import { epochPlaces, type Sample } from '../data/samples.ts';
import type { Line } from './kind.ts';

/** Train lines are thin, test lines thick with a marker at each epoch; colour and dash are the run's. */
export const partStyle = (
  { colour, dash, marker, inGroup }: RunLook & Pick<ShownRun, 'inGroup'>,
  part: string,
): LineStyle =>
  inGroup
    ? { colour, width: part === 'test' ? 1 : 0.6 }
    : part === 'test'
      ? { colour, dash, width: 2.25, marker }
      : { colour, dash, width: 1.25 };

type LineStyle = Pick<Line, 'colour' | 'dash' | 'width' | 'marker'>;

/** Reads the lowest and the highest value that were merged into a point. */
type Spread = (point: SeriesPoint) => Required<Pick<Sample, 'low' | 'high'>>;

const stepSamples = (points: readonly SeriesPoint[], metric: StepMetric, spread?: Spread): Sample[] =>
  points.map((p) => ({ step: p.step, epoch: p.epoch, seconds: p.seconds, value: p[metric], ...spread?.(p) }));

/** A metric of the epochs of a run; of a mean over runs with what stands behind it. */
const epochSamples = ({ run, group }: ShownRun, metric: keyof EpochSpread): Sample[] =>
  epochPlaces(run).map((place, i): Sample => {
    const { n, std } = group?.spread[i]?.[metric] ?? {};
    return { ...place, value: run.epochs[i]?.[metric] ?? Number.NaN, ...(n !== undefined && { n, std }) };
  });

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
    const steps = stepSamples(shown.run.series.points, `train${metric}`, spread);
    const known = level?.(shown);
    return [
      {
        run: shown,
        part: 'train',
        samples: steps.length > 0 ? steps : epochSamples(shown, `train${metric}`),
        ...partStyle(shown, 'train'),
        noisy: steps.length > 0,
      },
      {
        run: shown,
        part: 'test',
        samples: epochSamples(shown, `test${metric}`),
        ...partStyle(shown, 'test'),
        noisy: false,
        level: known,
      },
    ];
  });
}

export const trainOrTest = ({ curves }: Words, part: string): string =>
  part === 'test' ? curves.parts.test : curves.parts.train;

/** What is no measurement is the same in all runs of a group: the one that came furthest stands for them. */
const longest = ({ members }: GroupOfRuns): ShownRun =>
  members.reduce((a, b) => (b.run.epochs.length > a.run.epochs.length ? b : a));

/** One line a run of a number that is known at every step. @param noisy Whether it is a measurement, which may be smoothed. */
export function stepLines(
  runs: readonly ShownRun[],
  { part, metric, noisy }: { readonly part: string; readonly metric: StepMetric; readonly noisy: boolean },
): Line[] {
  return runs.map((shown) => ({
    run: shown,
    part,
    samples:
      shown.group && noisy
        ? epochSamples(shown, metric)
        : stepSamples((shown.group ? longest(shown.group) : shown).run.series.points, metric),
    ...partStyle(shown, part),
    width: shown.inGroup ? 0.8 : 1.75,
    noisy: noisy && !shown.group,
  }));
}
