/** How a person looks at the predictions. It stays while the dock is closed, and from epoch to epoch. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ClassOrder, Opened } from './derive.ts';

export const views = ['pictures', 'classes', 'mistakes', 'flips'] as const;
export type View = (typeof views)[number];

export const cellTexts = ['counts', 'shares'] as const;

interface Looking {
  readonly view: View;
  /** Undefined is as the classes come, or where they are many the worst first. */
  readonly order?: ClassOrder;
  readonly cells: (typeof cellTexts)[number];
  /** The pictures that are opened beside the confusion matrix. */
  readonly opened?: Opened;
  /** The class around which the matrix is, where it does not show all of them; undefined is those that are confused the most. */
  readonly around?: number;
  /** Those of them that had the focus: it does not go to them again when the dock is opened anew. */
  readonly visited?: Opened;
}

export const looking = createStore<Looking>(() => ({ view: 'pictures', cells: 'counts' }));

export const useLooking = <T>(select: (state: Looking) => T): T => useStore(looking, select);
