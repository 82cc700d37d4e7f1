/** How a person looks at the blocks. It stays while the dock is closed, and from epoch to epoch. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Measure } from '../../state/blockMeasures.ts';

export const views = ['table', 'epochs', 'picture', 'alike'] as const;
export type View = (typeof views)[number];

interface Looking {
  readonly view: View;
  /** What is drawn over epochs. */
  readonly measure: Measure;
}

export const looking = createStore<Looking>(() => ({ view: 'table', measure: 'probe' }));

export const useLooking = <T>(select: (state: Looking) => T): T => useStore(looking, select);
