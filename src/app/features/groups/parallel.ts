/**
 * Parallel coordinates: an axis for each setting that was varied and two for what it came to, a line a run. Places on an axis are shares
 * of it, 0…1; how they lie on the page is `layout.ts`. Pure.
 */
import { extent } from 'd3-array';
import { scaleLinear, scaleLog } from 'd3-scale';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { settings } from '../../../training/settings.ts';
import type { GroupWords } from '../../i18n/groups.ts';
import { settingText } from '../../i18n/groupTexts.ts';
import { labelOf } from '../../i18n/runTexts.ts';
import type { Words } from '../../i18n/words.ts';
import { runLook } from '../../state/colours.ts';
import { settingValue, variedKeys } from '../../state/groups.ts';
import { hasDiverged } from '../../state/pairs.ts';
import { type Change, resultsOf } from '../../state/runs.ts';

export interface Tick {
  readonly place: number;
  readonly label: string;
}

export interface ParallelAxis {
  readonly id: Change['key'] | 'last' | 'best';
  readonly title: string;
  readonly scale: 'linear' | 'log' | 'points';
  readonly ticks: readonly Tick[];
}

export interface ParallelRun {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly diverged: boolean;
  /** Test accuracies, where it has some and did not diverge. */
  readonly last?: number;
  /** Where the last lies between the lowest and the highest of all. */
  readonly heat?: number;
  /** By axis. */
  readonly places: readonly number[];
  /** All that is said of it. */
  readonly text: string;
}

export interface Parallel {
  readonly axes: readonly ParallelAxis[];
  /** The best first, those without a figure last. */
  readonly runs: readonly ParallelRun[];
  /** Settings that vary and have no axis. */
  readonly more: number;
}

/** Settings that get an axis at most. */
const mostVaried = 8;
/** Runs that get a line at most. */
export const mostDrawn = 64;

/** What lies on an axis for what has no value there: its lower end is kept for it. */
const noneAt = 0;
const withNone = (place: number): number => 0.14 + 0.86 * place;

interface Placed {
  readonly axis: ParallelAxis;
  readonly places: readonly number[];
}

/** @param values By run; undefined where it has none. */
function numeric(
  values: readonly (number | undefined)[],
  { log, domain, ticks }: { log: boolean; domain: readonly [number, number]; ticks: readonly number[] },
  label: (value: number) => string,
  none: string,
): Pick<Placed, 'places'> & Pick<ParallelAxis, 'scale' | 'ticks'> {
  const scale = (log ? scaleLog() : scaleLinear()).domain(domain);
  const lacking = values.includes(undefined);
  const at = (value: number) => (lacking ? withNone(scale(value)) : scale(value));
  return {
    scale: log ? 'log' : 'linear',
    places: values.map((value) => (value === undefined ? noneAt : at(value))),
    ticks: [
      ...(lacking ? [{ place: noneAt, label: none }] : []),
      ...ticks.map((tick) => ({ place: at(tick), label: label(tick) })),
    ],
  };
}

/** In the order of numbers, and of the numbers in names. */
const inOrder = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

function settingAxis(words: Words, key: Change['key'], runs: readonly RunRecord[]): Placed {
  const title = labelOf(words, key);
  const values = runs.map(({ config }) => settingValue(key, config));
  const known = [...new Set(values.filter((value) => value !== undefined))].sort(inOrder);
  const isNumber = key !== 'model' && ['number', 'integer'].includes(settings[key].kind);
  const numbers = known.map(Number).sort((a, b) => a - b);
  const [low = 0, high = 0] = [numbers[0], numbers[numbers.length - 1]];
  const smallest = numbers.find((value) => value > 0) ?? 1;
  // By its logarithm what spans powers of ten; where 0 is among that, no axis shows all of it, and the values stand in their order.
  const wide = high / smallest >= 8;
  if (isNumber && high > low && !(wide && low <= 0)) {
    const few = numbers.length <= 8 ? numbers : scaleLinear().domain([low, high]).ticks(5);
    const of = values.map((value) => (value === undefined ? undefined : Number(value)));
    const { places, ...axis } = numeric(
      of,
      { log: wide, domain: [low, high], ticks: few },
      words.figures.exact,
      words.runs.noEffect,
    );
    return { axis: { id: key, title, ...axis }, places };
  }
  const sorted = isNumber ? numbers.map(String) : known;
  const order = values.includes(undefined) ? [undefined, ...sorted] : sorted;
  const placeOf = (value: string | undefined) =>
    order.length > 1
      ? order.findIndex((other) => other === value || Number(other) === Number(value)) / (order.length - 1)
      : 0.5;
  const labelAt = (value: string | undefined) => {
    const at = runs.find((_, i) => values[i] === value || Number(values[i]) === Number(value));
    return at ? settingText(words, key, at.config) : '';
  };
  return {
    axis: {
      id: key,
      title,
      scale: 'points',
      ticks: order.map((value) => ({ place: placeOf(value), label: labelAt(value) })),
    },
    places: values.map(placeOf),
  };
}

interface Result {
  readonly diverged: boolean;
  readonly last?: number;
  readonly best?: number;
}

/** A run that diverged has no result: what it came to before is none of its settings' doing that anybody would want. */
function resultOf(run: RunRecord): Result {
  const results = hasDiverged(run) ? undefined : resultsOf(run);
  return { diverged: hasDiverged(run), last: results?.last, best: results?.best };
}

function resultAxes(words: Words, own: GroupWords, results: readonly Result[]): Placed[] {
  const [low = 0, high = 1] = extent(results.flatMap(({ last, best }) => [last ?? [], best ?? []].flat()));
  const scale = scaleLinear()
    .domain(high > low ? [low, high] : [Math.max(0, low - 0.05), Math.min(1, high + 0.05)])
    .nice(5);
  const [from = 0, to = 1] = scale.domain();
  const of = { log: false, domain: [from, to] as const, ticks: scale.ticks(5) };
  return (['last', 'best'] as const).map((id) => {
    const values = results.map((result) => result[id]);
    const { places, ...axis } = numeric(values, of, words.figures.percent, own.noFigure);
    return { axis: { id, title: own.axes[id], ...axis }, places };
  });
}

/** @param runs At most as many as are drawn, of which none was changed by hand. */
export function parallelOf(words: Words, own: GroupWords, runs: readonly RunRecord[]): Parallel {
  const varied = variedKeys(runs.map(({ config }) => config));
  const keys = varied.slice(0, mostVaried);
  const results = runs.map(resultOf);
  const placed = [...keys.map((key) => settingAxis(words, key, runs)), ...resultAxes(words, own, results)];
  const [low = 0, high = 0] = extent(results.flatMap(({ last }) => last ?? []));
  const drawn = runs.map((run, i): ParallelRun => {
    const { diverged, last, best } = results[i] as Result;
    const said = [
      ...keys.map((key) => {
        const value = settingText(words, key, run.config);
        return key === 'model' ? value : own.setting(labelOf(words, key), value);
      }),
      own.seed(run.config.seed),
      ...(last === undefined ? [] : [own.lastIs(words.figures.percent(last))]),
      ...(best === undefined ? [] : [own.bestIs(words.figures.percent(best))]),
      ...(diverged ? [own.runDiverged] : run.end?.outcome === 'finished' ? [] : [own.runUnfinished]),
    ];
    return {
      id: run.id,
      name: run.name,
      colour: runLook(run.colour).colour,
      diverged,
      last,
      heat: last === undefined ? undefined : high > low ? (last - low) / (high - low) : 1,
      places: placed.map(({ places }) => places[i] ?? noneAt),
      text: own.run(run.name, said.reduce(own.join)),
    };
  });
  return {
    axes: placed.map(({ axis }) => axis),
    runs: drawn.sort((a, b) => (b.last ?? -1) - (a.last ?? -1)),
    more: varied.length - keys.length,
  };
}
