/** The sets that are kept in this browser. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DatasetName } from '../../../data/sets/index.ts';
import type { KeptSet } from '../../../storage/ownSets/keptSet.ts';
import { onePer } from '../../state/onePer.ts';
import type { Stores } from '../../state/react.ts';

interface Kept {
  readonly store: StoreApi<{ readonly sets: readonly KeptSet[] }>;
  readonly actions: {
    load(): Promise<void>;
    remove(name: string): Promise<void>;
    exportZip(name: string): Promise<Blob>;
  };
}
export const keptOf = onePer(
  (_: Stores): Kept => ({
    store: createStore<{ readonly sets: readonly KeptSet[] }>(() => ({
      sets: (globalThis as never as { fakeSets: KeptSet[] }).fakeSets ?? [],
    })),
    actions: { load: async () => {}, remove: async () => {}, exportZip: async () => new Blob() },
  }),
);
export const inOrder = (sets: readonly KeptSet[]): readonly KeptSet[] =>
  [...sets].sort((a, b) => b.addedAt - a.addedAt);
export type { DatasetName };
