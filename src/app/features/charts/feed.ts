/** What the charts draw, to be had without rendering: read when a chart's turn comes, not when the store moves. */
import type { StoreApi } from 'zustand/vanilla';
import type { PageState } from '../../state/page.ts';
import type { ReferenceId } from '../../state/references.ts';
import type { RunsState } from '../../state/runsStore.ts';
import { type ShownRun, shownRuns } from '../../state/shown.ts';

export interface Feed {
  read(): readonly ShownRun[];
  /** Epochs of the next run, for the axis of an empty chart. */
  plannedEpochs(): number;
  /** Calls back whenever `read` has something new. */
  subscribe(listener: () => void): () => void;
}

type Sources = readonly [PageState['run'], RunsState['runs'], RunsState['loaded'], RunsState['references']];

export function createFeed(
  page: StoreApi<PageState>,
  runs: StoreApi<RunsState>,
  referenceName: (id: ReferenceId) => string,
): Feed {
  const sources = (): Sources => {
    const state = runs.getState();
    return [page.getState().run, state.runs, state.loaded, state.references];
  };
  let from: Sources | undefined;
  let shown: readonly ShownRun[] = [];
  return {
    read() {
      const now = sources();
      if (!from || now.some((source, i) => source !== from?.[i])) {
        from = now;
        shown = shownRuns(now[0], { runs: now[1], loaded: now[2], references: now[3] }, referenceName);
      }
      return shown;
    },
    plannedEpochs: () => page.getState().config.epochs,
    subscribe(listener) {
      let seen = sources();
      let planned = page.getState().config.epochs;
      const look = () => {
        const now = sources();
        const { epochs } = page.getState().config;
        if (epochs === planned && now.every((source, i) => source === seen[i])) return;
        seen = now;
        planned = epochs;
        listener();
      };
      const leave = [page.subscribe(look), runs.subscribe(look)];
      return () => {
        for (const end of leave) end();
      };
    },
  };
}
