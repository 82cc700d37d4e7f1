/** How a person looks at the blocks. It stays while the dock is closed, and from epoch to epoch. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export const views = ['table', 'epochs', 'picture', 'alike'] as const;
export type View = (typeof views)[number];

interface Looking {
  readonly view: View;
}

export const looking = createStore<Looking>(() => ({ view: 'table' }));

export const useLooking = <T>(select: (state: Looking) => T): T => useStore(looking, select);
