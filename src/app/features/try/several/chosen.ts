/** Which experiment its dialog shows: chosen in the list, or the one whose runs are just over. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ExperimentId } from '../../../../training/experiments.ts';
import { onePer } from '../../../state/onePer.ts';
import type { Overlay } from '../../../state/overlay.ts';

export interface Chosen {
  readonly store: StoreApi<{ readonly id?: ExperimentId }>;
  /** Opens the dialog with it. */
  open(id: ExperimentId): void;
}

/** The one that a page has. */
export const chosenOf = onePer((overlay: Overlay): Chosen => {
  const store = createStore<{ readonly id?: ExperimentId }>(() => ({}));
  return {
    store,
    open(id) {
      store.setState({ id });
      overlay.actions.open('experiment');
    },
  };
});
