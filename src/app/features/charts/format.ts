/** How the values of a chart and the places of its horizontal axis are written. */

import { clockTime } from '../../../training/events.ts';
import { brokeText, liveValues } from '../../i18n/runTexts.ts';
import type { Words } from '../../i18n/words.ts';
import type { Annotation } from './data/annotations.ts';
import type { Axis } from './data/axis.ts';
import type { Point, XAxis } from './data/samples.ts';
import type { ChartKind, Line } from './kinds/kind.ts';

/** As short as three digits can be said. */
export const short = (value: number): string => {
  const text = String(Number(value.toPrecision(3)));
  return text.length > 7 ? value.toExponential(1).replace('e+', 'e') : text;
};

/** A value as the table and the cross-hair say it. */
export const valueText = (words: Words, chart: ChartKind, value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? words.figures.unknown : chart.valueText(words, value);

/** The value of a point; of a mean over runs with its deviation, and of how many it is. */
export function pointText(
  words: Words,
  chart: ChartKind,
  point: Pick<Point, 'y' | 'n' | 'std'> | undefined,
): string {
  const text = valueText(words, chart, point?.y);
  if (point?.n === undefined) return text;
  const deviation = point.std === undefined ? '' : ` ± ${valueText(words, chart, point.std)}`;
  return `${text}${deviation} (n = ${point.n})`;
}

/** A value as the legend says it. */
export const briefText = (words: Words, chart: ChartKind, value: number | undefined): string =>
  value !== undefined && Number.isFinite(value) && chart.briefText
    ? chart.briefText(value)
    : valueText(words, chart, value);

/** Enough digits behind the point to tell ticks apart that are `step` apart. */
export const digitsFor = (step: number): number =>
  Math.max(0, Math.min(6, Math.ceil(-Math.log10(step) - 1e-9)));

/** A tick of the vertical axis. */
export function valueTick(chart: ChartKind, axis: Axis, value: number): string {
  const step = (axis.ticks[1] ?? 1) - (axis.ticks[0] ?? 0);
  if (chart.y.tick) return chart.y.tick(value, step);
  if (axis.log || value === 0 || Math.abs(value) < 1e-4) return short(value);
  return value >= 10_000 ? `${short(value / 1000)}k` : String(Number(value.toFixed(digitsFor(step) + 1)));
}

/** A tick of the horizontal axis. */
export function placeTick(axis: XAxis, value: number): string {
  if (axis === 'seconds') return value > 0 && value < 1 ? `${short(value)} s` : clockTime(value);
  return axis === 'step' && value >= 10_000 ? `${Number((value / 1000).toPrecision(4))}k` : short(value);
}

/** Where the cross-hair stands, in words. */
export function placeText({ curves }: Words, axis: XAxis, value: number): string {
  if (axis === 'epoch') return curves.atEpoch(value);
  return axis === 'step' ? curves.atStep(value) : curves.atTime(clockTime(value));
}

/** What a line is called: by its part, and by its run where there are several. */
export function lineName(words: Words, chart: ChartKind, { run, part }: Line, several: boolean): string {
  const plain = chart.partName(words, part);
  const name = part === 'test' && run.run.config?.mirrorTest ? words.runs.mirrored(plain) : plain;
  if (!several) return name;
  if (run.group) return chart.single ? run.name : words.curves.named(name, run.name);
  return chart.single ? run.name : words.curves.ofRun(run.name, name);
}

/** An annotation in a sentence, and in a word or two for the chart. */
export function annotationText(
  words: Words,
  chart: ChartKind,
  what: Annotation,
): { readonly full: string; readonly short: string } {
  const { curves } = words;
  switch (what.type) {
    case 'drop': {
      const rate = short(what.learningRate);
      return { full: curves.drop(rate), short: curves.dropShort(rate) };
    }
    case 'change': {
      const parts = liveValues(words, what.settings).map(({ label, value }) =>
        curves.changePart(label, value),
      );
      return { full: curves.changeTo(parts.join(', ')), short: parts.join(', ') };
    }
    case 'recovery':
      return { full: curves.recovery(brokeText(words, what.problem)), short: curves.recoveryShort };
    case 'best': {
      const plain = valueText(words, chart, what.value);
      const value = what.mirrored ? words.runs.mirrored(plain) : plain;
      const said = chart.best?.words(words);
      return { full: said?.best(value) ?? value, short: said?.bestShort ?? value };
    }
    case 'end': {
      const how = curves.ends[what.how];
      return { full: curves.ofRun(what.run.name, how), short: how };
    }
    default:
      return what satisfies never;
  }
}
