/** Trains a network and then its twin, as two runs like any other: whatever is drawn, stored or resumed of runs is of these too. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../../../training/settings.ts';
import { onePer } from '../../state/onePer.ts';
import type { Overlay } from '../../state/overlay.ts';
import type { Page } from '../../state/page.ts';
import { isPlain } from '../../state/plain.ts';
import { isActive } from '../../state/run.ts';
import type { Side } from '../../state/twin.ts';

export interface BothState {
  /** Which of the two trains. */
  readonly doing?: Side;
}

export interface TrainBoth {
  readonly store: StoreApi<BothState>;
  /** The residual one first. Does nothing while a run is under way. */
  start(residual: RunConfig): void;
}

function createTrainBoth(page: Page, overlay: Overlay): TrainBoth {
  const store = createStore<BothState>(() => ({}));
  let runId: string | undefined;
  let next: RunConfig | undefined;

  const begin = (config: RunConfig) => {
    page.actions.setAll(config);
    page.actions.start();
    runId = page.store.getState().run?.id;
    store.setState({ doing: isPlain(config) ? 'plain' : 'residual' });
  };
  const leave = () => {
    runId = undefined;
    next = undefined;
    store.setState({ doing: undefined });
  };
  page.store.subscribe(({ run }) => {
    if (runId === undefined) return;
    // Somebody trains something else.
    if (run?.id !== runId) return leave();
    if (!run.end) return;
    const { outcome, problem } = run.end;
    if (outcome === 'stopped' || (outcome === 'failed' && problem?.kind !== 'diverged')) return leave();
    const config = next;
    leave();
    // What hears of the end beside this does so first.
    if (config) queueMicrotask(() => begin(config));
    else if (!overlay.store.getState().dialog) overlay.actions.open('twin');
  });
  return {
    store,
    start(residual) {
      if (isActive(page.store.getState().run)) return;
      begin(residual);
      next = { ...residual, shortcut: 'none' };
    },
  };
}

/** The one that a page has. */
export const trainBothOf = onePer(createTrainBoth);
