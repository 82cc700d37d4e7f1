/** How a person looks at the curves: axis, scales, smoothing, zoom, lines switched off. All but the last two are kept by the browser. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Keep, keepText, keptText } from '../../storage/texts.ts';
import type { Span } from './data/axis.ts';
import { xAxes } from './data/samples.ts';
import type { View } from './data/scene.ts';
import { type ChartId, charts } from './kinds/index.ts';

export type ChartSettings = StoreApi<View> & {
  readonly actions: {
    /** Another unit or scale is another axis, so what was zoomed in on goes. */
    setAxis(next: Partial<Pick<View, 'axis' | 'logX'>>): void;
    smooth(smoothing: number): void;
    zoom(span: Span | undefined): void;
    toggleLog(chart: ChartId): void;
    toggleLine(key: string): void;
    /** Which run a chart of one run draws. */
    chooseRun(chart: ChartId, run: string): void;
  };
};

/** The strongest smoothing: the latest 50 points or so count. */
export const strongest = 0.98;
const storageKey = 'resnet-playground.curves';
type Kept = Pick<View, 'axis' | 'logX' | 'logY' | 'smoothing'>;
const logCharts = charts.filter(({ y }) => y.log !== undefined).map(({ id }) => id);
const defaults: Kept = {
  axis: 'epoch',
  logX: false,
  logY: charts.filter(({ y }) => y.log === 'initial').map(({ id }) => id),
  smoothing: 0.6,
};

const clamp = (smoothing: number): number => Math.min(strongest, Math.max(0, smoothing));

/** What was kept, as far as it can be read. */
function kept(keep: Keep): Kept {
  let read: Partial<Record<keyof Kept, unknown>>;
  try {
    read = { ...JSON.parse(keptText(keep, storageKey) ?? '{}') };
  } catch {
    return defaults;
  }
  const { axis, logX, logY, smoothing } = read;
  return {
    axis: xAxes.find((known) => known === axis) ?? defaults.axis,
    logX: typeof logX === 'boolean' ? logX : defaults.logX,
    logY: Array.isArray(logY) ? logCharts.filter((chart) => logY.includes(chart)) : defaults.logY,
    smoothing: typeof smoothing === 'number' ? clamp(smoothing) : defaults.smoothing,
  };
}

const toggled = <T>(items: readonly T[], item: T): T[] =>
  items.includes(item) ? items.filter((other) => other !== item) : [...items, item];

export function createChartSettings(keep: Keep): ChartSettings {
  const store = createStore<View>(() => ({ ...kept(keep), hidden: [], runOf: {} }));
  store.subscribe(({ axis, logX, logY, smoothing }) =>
    keepText(keep, storageKey, JSON.stringify({ axis, logX, logY, smoothing } satisfies Kept)),
  );
  const actions: ChartSettings['actions'] = {
    setAxis: (next) => store.setState({ ...next, zoom: undefined }),
    smooth: (smoothing) => store.setState({ smoothing: clamp(smoothing) }),
    zoom: (zoom) => store.setState({ zoom }),
    toggleLog: (chart) => store.setState(({ logY }) => ({ logY: toggled(logY, chart) })),
    toggleLine: (key) => store.setState(({ hidden }) => ({ hidden: toggled(hidden, key) })),
    chooseRun: (chart, run) => store.setState(({ runOf }) => ({ runOf: { ...runOf, [chart]: run } })),
  };
  return { ...store, actions };
}
