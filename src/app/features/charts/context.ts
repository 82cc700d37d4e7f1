/** What the charts of the page share: what to draw, when, how, and where the cross-hair stands. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { requiredContext } from '../../state/context.ts';
import type { Grouping } from '../../state/shownGroups.ts';
import type { ChartSettings } from './chartSettings.ts';
import type { View } from './data/scene.ts';
import type { Feed } from './feed.ts';
import type { Scheduler } from './scheduler.ts';

/** Where the cross-hair stands, in the unit of the horizontal axis. */
export interface CrossHair {
  readonly x?: number;
}

export interface SharedByCharts {
  readonly feed: Feed;
  readonly scheduler: Scheduler;
  readonly settings: ChartSettings;
  readonly crossHair: StoreApi<CrossHair>;
}

export const createCrossHair = (): StoreApi<CrossHair> => createStore<CrossHair>(() => ({}));

export const [ChartsContext, useCharts] = requiredContext<SharedByCharts>('ChartsContext');

export const useView = (): View => useStore(useCharts().settings);
export const useGrouping = (): Grouping => useStore(useCharts().settings, ({ grouping }) => grouping);
export const useChartActions = (): ChartSettings['actions'] => useCharts().settings.actions;
export const useCrossHair = (): number | undefined => useStore(useCharts().crossHair, ({ x }) => x);
