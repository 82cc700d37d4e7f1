/**
 * Everything that can be done on the page, for the palette to search and the help to list. Both are loaded when they are
 * first opened; the buttons and keys of the page need no more than `named.ts`.
 */
import type { Words } from '../i18n/words.ts';
import type { Action, ActionContext, ActionGroup, Chord } from './action.ts';
import { families } from './families.ts';
import { namedActions } from './named.ts';

export const actions: readonly Action[] = [...Object.values(namedActions), ...families];

export interface FoundGroup {
  readonly group: ActionGroup;
  readonly actions: readonly Action[];
}

/**
 * What is possible now and has every word of the query in its label, its help or its keywords, by group; all where the
 * query is empty. What is called as the query goes before what merely speaks of it, and so do the groups.
 */
export function search(query: string, words: Words, context: ActionContext): FoundGroup[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (action: Action): boolean => {
    const { label, help = '', keywords = [] } = action.text(words);
    const text = [label, help, ...keywords].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word)) && action.possible(context);
  };
  const phrase = wanted.join(' ');
  const isCalledSo = (action: Action): boolean => action.text(words).label.toLowerCase().includes(phrase);
  const calledSoFirst = <T>(list: readonly T[], isSo: (item: T) => boolean): T[] => [
    ...list.filter(isSo),
    ...list.filter((item) => !isSo(item)),
  ];
  const found = calledSoFirst(actions.filter(fits), isCalledSo);
  const groups = (Object.keys(words.palette.groups) as ActionGroup[])
    .map((group) => ({ group, actions: found.filter((action) => action.group === group) }))
    .filter((part) => part.actions.length > 0);
  return calledSoFirst(groups, (part) => part.actions.some(isCalledSo));
}

/** Every key with what its actions do, for the help. */
export const keyRows = (words: Words): { chord: Chord; does: string }[] =>
  (Object.keys(words.keys.names) as Chord[]).map((chord) => ({
    chord,
    does: actions
      .filter(({ key }) => key === chord)
      .map((action) => action.text(words))
      .map(({ label, help }) => help ?? label)
      .reduce(words.keys.or),
  }));
