/**
 * Whether the page loads by itself what a visitor may never look at: the trained network that comes with it, and pictures to ask it about.
 * Not where the browser says that data are to be saved, until the visitor asks for it. A store without React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';

export interface SavingsState {
  /** Whether nothing is loaded that was not asked for. */
  readonly saves: boolean;
}

export interface Savings {
  readonly store: StoreApi<SavingsState>;
  /** From here on the page may load it. */
  readonly spend: () => void;
}

export function createSavings(saves: boolean): Savings {
  const store = createStore<SavingsState>(() => ({ saves }));
  return { store, spend: () => store.setState({ saves: false }) };
}
