/** Which run a person wants to compare with. It stays while the dock is closed. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

interface Choice {
  readonly otherId?: string;
}

export const choice = createStore<Choice>(() => ({}));

export const useChoice = <T>(select: (state: Choice) => T): T => useStore(choice, select);
