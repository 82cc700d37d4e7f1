/** Data sets of somebody's own that this browser keeps, for whoever lists them. Loaded with the first view that does; all tabs show the same. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type OwnName, rememberFacts } from '../../data/sets/index.ts';
import type { KeptSet } from '../../storage/ownSets/keptSet.ts';
import type { OwnSets } from '../../storage/ownSets/ownSets.ts';

export interface OwnSetsState {
  /** The newest first. */
  readonly sets: readonly KeptSet[];
  /** False while it is not known which there are. */
  readonly loaded: boolean;
}

export interface OwnSetsActions {
  /** Reads which there are. Never throws: where the browser keeps nothing there are none. */
  load(): Promise<void>;
  /** Whether the pictures of a set are here. Never throws. */
  has(name: OwnName): Promise<boolean>;
  /** Deletes the pictures of a set; what is known of it stays for runs that were trained on it. */
  remove(name: OwnName): Promise<void>;
  /** A set as a zip of folders. @throws ProblemError where its pictures are not there; OwnDataError where there is no memory for it. */
  exportZip(name: OwnName): Promise<Blob>;
  /** Takes note of a set that was kept, and tells the other tabs. */
  added(set: KeptSet): void;
}

export interface OwnSetsStore {
  readonly store: StoreApi<OwnSetsState>;
  readonly actions: OwnSetsActions;
}

/** What the tabs tell one another: that there are others than before. */
export interface SetTabs {
  tell(): void;
  listen(listener: () => void): void;
}

export interface OwnSetsOptions {
  readonly sets: Pick<OwnSets, 'list' | 'remove'>;
  readonly zip: (name: OwnName) => Promise<Blob>;
  readonly tabs: SetTabs;
}

export function createOwnSetsStore({ sets, zip, tabs }: OwnSetsOptions): OwnSetsStore {
  const store = createStore<OwnSetsState>(() => ({ sets: [], loaded: false }));
  /** The last reading counts: an earlier one may come later. */
  let readings = 0;

  async function load(): Promise<void> {
    const reading = ++readings;
    const found = await sets.list().catch(() => []);
    for (const { facts } of found) rememberFacts(facts);
    if (reading === readings) store.setState({ sets: found, loaded: true });
  }
  tabs.listen(() => void load());

  return {
    store,
    actions: {
      load,
      async has(name) {
        const found = await sets.list().catch(() => []);
        return found.some(({ facts }) => facts.name === name);
      },
      async remove(name) {
        await sets.remove(name);
        tabs.tell();
        await load();
      },
      exportZip: zip,
      added(set) {
        rememberFacts(set.facts);
        readings++;
        store.setState(({ sets: known }) => ({
          sets: [set, ...known.filter(({ facts }) => facts.name !== set.facts.name)],
          loaded: true,
        }));
        tabs.tell();
      },
    },
  };
}
