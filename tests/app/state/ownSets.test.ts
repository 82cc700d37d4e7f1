/** The list of own sets as the tabs show it. */
import { expect, it } from 'vitest';
import { ownSets } from '../../../src/app/state/browserOwnSets.ts';
import { createOwnSetsStore } from '../../../src/app/state/ownSets.ts';
import { factsOf, type OwnName } from '../../../src/data/sets/index.ts';
import type { KeptSet } from '../../../src/storage/ownSets/keptSet.ts';

function kept(digit: string, addedAt: number): KeptSet {
  const hash = digit.repeat(64);
  const name: OwnName = `own-32-2-12-3-${hash.slice(0, 16)}`;
  const facts = { ...factsOf(name), name, title: `Set ${digit}`, classes: ['cat', 'dog'] };
  return { facts, hash, addedAt, bytes: 5, layout: 'csv' };
}

/** Tabs of a browser that keeps these sets. */
function browser(stored: KeptSet[]) {
  const listeners: (() => void)[] = [];
  return () =>
    createOwnSetsStore({
      sets: {
        list: async () => [...stored].sort((a, b) => b.addedAt - a.addedAt),
        remove: async (name) => {
          stored.splice(
            stored.findIndex(({ facts }) => facts.name === name),
            1,
          );
        },
      },
      zip: async (name) => new Blob([name]),
      tabs: {
        tell: () => {
          for (const listener of listeners) listener();
        },
        listen: (listener) => listeners.push(listener),
      },
    });
}
const titles = ({ store }: ReturnType<ReturnType<typeof browser>>) =>
  store.getState().sets.map(({ facts }) => facts.title);

it('every tab shows the sets that there are, the newest first, and knows their classes', async () => {
  const stored = [kept('a', 1), kept('b', 2)];
  const tab = browser(stored);
  const [one, two] = [tab(), tab()];
  expect(one.store.getState()).toEqual({ sets: [], loaded: false });
  await one.actions.load();
  expect(titles(one)).toEqual(['Set b', 'Set a']);
  expect(factsOf(stored[0]?.facts.name as OwnName).classes).toEqual(['cat', 'dog']);

  const added = kept('c', 3);
  stored.push(added);
  two.actions.added(added);
  await new Promise((resolve) => setTimeout(resolve));
  expect([titles(one), titles(two)]).toEqual([
    ['Set c', 'Set b', 'Set a'],
    ['Set c', 'Set b', 'Set a'],
  ]);
  expect(await one.actions.has(added.facts.name)).toBe(true);
  await one.actions.remove(added.facts.name);
  expect(await two.actions.has(added.facts.name)).toBe(false);
  await new Promise((resolve) => setTimeout(resolve));
  expect([titles(one), titles(two)]).toEqual([
    ['Set b', 'Set a'],
    ['Set b', 'Set a'],
  ]);
  expect(factsOf(added.facts.name).title).toBe('Set c');
});

it('where the browser keeps nothing there are none, and the page has one store', async () => {
  const { store, actions } = ownSets();
  await actions.load();
  expect(store.getState()).toEqual({ sets: [], loaded: true });
  expect(ownSets().store).toBe(store);
});
