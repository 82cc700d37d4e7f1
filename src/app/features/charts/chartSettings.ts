/**
 * How a person looks at the curves: which charts stand beside the first, axis, scales, smoothing, zoom, lines switched off. The
 * browser remembers all but the last two.
 */
import type { StoreApi } from 'zustand/vanilla';
import { type Grouping, groupings } from '../../state/shownGroups.ts';
import { createPersisted, parsedJson, type TextStorage } from '../../storage/persisted.ts';
import type { Span } from './data/axis.ts';
import { xAxes } from './data/samples.ts';
import type { View } from './data/scene.ts';
import { type ChartId, charts } from './kinds/index.ts';

export interface ChartSettingsState extends View {
  /** Which charts stand beside the first one: all that can be chosen, those in front first. */
  readonly beside: readonly ChartId[];
  /** How runs that are equal but for the seed are drawn. */
  readonly grouping: Grouping;
}

export type ChartSettings = StoreApi<ChartSettingsState> & {
  readonly actions: {
    /** Another unit or scale is another axis, so what was zoomed in on goes. */
    setAxis(next: Partial<Pick<View, 'axis' | 'logX'>>): void;
    /** @param steps The nearest of `windows` is taken. */
    smooth(steps: number): void;
    group(grouping: Grouping): void;
    zoom(span: Span | undefined): void;
    toggleLog(chart: ChartId): void;
    toggleLine(key: string): void;
    /** Which run a chart of one run draws. */
    chooseRun(chart: ChartId, run: string): void;
    /** Which chart stands at a place beside the first, counted from 0. The one that stood there takes its place. */
    show(place: number, chart: ChartId): void;
  };
};

/** What noisy lines may be averaged over, in steps of training. */
export const windows: readonly number[] = [0, 3, 5, 10, 20, 30, 50, 100, 200, 300, 500, 1000];
type Stored = Pick<ChartSettingsState, 'axis' | 'logX' | 'logY' | 'smoothing' | 'beside' | 'grouping'>;
const logCharts = charts.filter(({ y }) => y.log !== undefined).map(({ id }) => id);
const defaults: Stored = {
  axis: 'epoch',
  logX: false,
  logY: charts.filter(({ y }) => y.log === 'initial').map(({ id }) => id),
  smoothing: 10,
  beside: charts.slice(1).map(({ id }) => id),
  grouping: 'mean',
};

/** The window that is nearest. */
const windowOf = (steps: number): number =>
  windows.reduce((best, one) => (Math.abs(one - steps) < Math.abs(best - steps) ? one : best), 0);

/** What was stored. Up to 217e12d that was a strength below 1, by which a mean kept so much of itself at every point. */
const windowFrom = (stored: number): number => windowOf(stored > 0 && stored < 1 ? 1 / (1 - stored) : stored);

/** The stored order, with the charts behind that it does not know. */
function besideFrom(stored: unknown): readonly ChartId[] {
  const ids: readonly unknown[] = Array.isArray(stored) ? stored : [];
  const place = (id: ChartId): number => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return [...defaults.beside].sort((a, b) => place(a) - place(b));
}

/** What was stored, as far as it can be read. */
function storedFrom(value: unknown): Stored {
  const { axis, logX, logY, smoothing, beside, grouping } = Object(value) as Record<keyof Stored, unknown>;
  return {
    axis: xAxes.find((known) => known === axis) ?? defaults.axis,
    logX: typeof logX === 'boolean' ? logX : defaults.logX,
    logY: Array.isArray(logY) ? logCharts.filter((chart) => logY.includes(chart)) : defaults.logY,
    smoothing: typeof smoothing === 'number' ? windowFrom(smoothing) : defaults.smoothing,
    beside: besideFrom(beside),
    grouping: groupings.find((known) => known === grouping) ?? defaults.grouping,
  };
}

const toggled = <T>(items: readonly T[], item: T): T[] =>
  items.includes(item) ? items.filter((other) => other !== item) : [...items, item];

export function createChartSettings(storage: TextStorage): ChartSettings {
  const store = createPersisted<ChartSettingsState, Stored>(
    { ...defaults, hidden: [], runOf: {} },
    {
      storage,
      name: 'charts',
      select: ({ axis, logX, logY, smoothing, beside, grouping }) => ({
        axis,
        logX,
        logY,
        smoothing,
        beside,
        grouping,
      }),
      restore: (stored, view) => ({ ...view, ...storedFrom(stored) }),
      // Up to 217e12d charts were called curves.
      earlier: (text) => parsedJson(text('curves')),
    },
  );
  const actions: ChartSettings['actions'] = {
    setAxis: (next) => store.setState({ ...next, zoom: undefined }),
    smooth: (steps) => store.setState({ smoothing: windowOf(steps) }),
    group: (grouping) => store.setState({ grouping }),
    zoom: (zoom) => store.setState({ zoom }),
    toggleLog: (chart) => store.setState(({ logY }) => ({ logY: toggled(logY, chart) })),
    toggleLine: (key) => store.setState(({ hidden }) => ({ hidden: toggled(hidden, key) })),
    show: (place, chart) =>
      store.setState(({ beside }) => {
        const before = beside[place];
        return {
          beside: beside.map((id, i) => (i === place ? chart : id === chart && before ? before : id)),
        };
      }),
    chooseRun: (chart, run) => store.setState(({ runOf }) => ({ runOf: { ...runOf, [chart]: run } })),
  };
  return { ...store, actions };
}
