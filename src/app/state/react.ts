/** The thin binding of the page's store to React. */
import { useStore } from 'zustand';
import { requiredContext } from './context.ts';
import type { Page, PageActions, PageState } from './page.ts';
import { isActive } from './run.ts';

export const [PageContext, useThePage] = requiredContext<Page>('PageContext');

/** One part of the page's state; renders again when that part changes. */
export const usePage = <T>(select: (state: PageState) => T): T => useStore(useThePage().store, select);
export const useActions = (): PageActions => useThePage().actions;
/** True while a run is under way, paused ones included. */
export const useRunActive = (): boolean => usePage((state) => isActive(state.run));
