/** The thin binding of the page's store to React. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Page, PageActions, PageState } from './page.ts';
import { isActive } from './run.ts';

export const PageContext = createContext<Page | undefined>(undefined);

function useThePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('This part of the page stands outside PageContext.');
  return page;
}

/** One part of the page's state; renders again when that part changes. */
export const usePage = <T>(select: (state: PageState) => T): T => useStore(useThePage().store, select);
export const useActions = (): PageActions => useThePage().actions;
/** True while a run is under way, paused ones included. */
export const useRunActive = (): boolean => usePage((state) => isActive(state.run));
