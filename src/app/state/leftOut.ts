/**
 * The blocks that a person has switched off: whatever the page asks the network from then on is asked of it without them, and training
 * does not notice. They are blocks of the network that answers, and are all back as soon as that is another one. A store without React.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Page, PageState } from './page.ts';

export interface LeftOutState {
  /** Their names, in the order of the forward pass as far as one switch goes. */
  readonly blocks: readonly string[];
}

export interface LeftOut {
  readonly store: StoreApi<LeftOutState>;
  readonly actions: {
    /** Switches blocks off, or on again. */
    switch(blocks: readonly string[], off: boolean): void;
    bringBack(): void;
  };
}

/** Equal as long as the blocks are those of one network. */
const networkOf = ({ run }: PageState): string => (run ? `${run.id} ${run.config.blocks}` : '');

export function createLeftOut(page: Pick<Page, 'store'>): LeftOut {
  const store = createStore<LeftOutState>(() => ({ blocks: [] }));
  const { getState: state, setState: set } = store;
  const bringBack = (): void => {
    if (state().blocks.length > 0) set({ blocks: [] });
  };
  page.store.subscribe((now, before) => {
    if (networkOf(now) !== networkOf(before)) bringBack();
  });
  return {
    store,
    actions: {
      switch(blocks, off) {
        const others = state().blocks.filter((block) => !blocks.includes(block));
        set({ blocks: off ? [...others, ...blocks] : others });
      },
      bringBack,
    },
  };
}
