/**
 * The runs that the charts draw, as a source outside of React: a chart reads it when its turn comes, not whenever the stores
 * change. `useTurns.ts` reads it; `state/shown.ts` says which runs are shown.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { PageState } from '../../state/page.ts';
import { isReferenceOf, type ReferenceId } from '../../state/references.ts';
import type { RunsState } from '../../state/runsStore.ts';
import { datasetsInPlay, type ShownRun, shownRuns } from '../../state/shown.ts';

export interface Feed {
  read(): readonly ShownRun[];
  /** Epochs of the next run, for the axis of an empty chart. */
  plannedEpochs(): number;
  /** Calls back whenever `read` has something new. */
  subscribe(listener: () => void): () => void;
}

type Sources = readonly [
  PageState['run'],
  RunsState['runs'],
  RunsState['loaded'],
  RunsState['references'],
  PageState['config']['dataset'],
];

export function createFeed(
  page: StoreApi<PageState>,
  runs: StoreApi<RunsState>,
  referenceName: (id: ReferenceId) => string,
): Feed {
  const sources = (): Sources => {
    const state = runs.getState();
    const { run, config } = page.getState();
    return [run, state.runs, state.loaded, state.references, config.dataset];
  };
  let from: Sources | undefined;
  let shown: readonly ShownRun[] = [];
  return {
    read() {
      const now = sources();
      if (!from || now.some((source, i) => source !== from?.[i])) {
        from = now;
        const [run, records, loaded, chosen, dataset] = now;
        const datasets = datasetsInPlay(run, { runs: records, loaded }, dataset);
        const references = chosen.filter((id) => isReferenceOf(datasets, id));
        shown = shownRuns(run, { runs: records, loaded, references }, referenceName);
      }
      return shown;
    },
    plannedEpochs: () => page.getState().config.epochs,
    subscribe(listener) {
      let seen = sources();
      let planned = page.getState().config.epochs;
      const check = () => {
        const now = sources();
        const { epochs } = page.getState().config;
        if (epochs === planned && now.every((source, i) => source === seen[i])) return;
        seen = now;
        planned = epochs;
        listener();
      };
      const subscriptions = [page.subscribe(check), runs.subscribe(check)];
      return () => {
        for (const unsubscribe of subscriptions) unsubscribe();
      };
    },
  };
}
