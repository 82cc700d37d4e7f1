/** How a person looks at the predictions. It stays while the dock is closed, and from epoch to epoch. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ClassOrder, Opened } from './derive.ts';

export const views = ['pictures', 'classes', 'mistakes', 'flips'] as const;
export type View = (typeof views)[number];

export const cellTexts = ['counts', 'shares'] as const;

interface Looking {
  readonly view: View;
  readonly order: ClassOrder;
  readonly cells: (typeof cellTexts)[number];
  /** The pictures that are opened beside the confusion matrix. */
  readonly opened?: Opened;
  /** Those of them that had the focus: it does not go to them again when the dock is opened anew. */
  readonly visited?: Opened;
}

export const looking = createStore<Looking>(() => ({ view: 'pictures', order: 'classes', cells: 'counts' }));

export const useLooking = <T>(select: (state: Looking) => T): T => useStore(looking, select);
