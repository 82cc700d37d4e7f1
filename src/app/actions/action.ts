/**
 * What an action is: something that a person can do on the page, said once. Buttons, keys, the palette and the help all
 * read the records in this folder, so that none of them can forget one. An action decides nothing of how it looks; the
 * stores it acts on are in `state/`. Start at `all.ts` for the list, at `useAction.ts` for how React gets at it.
 */
import type { OwnName } from '../../data/sets/index.ts';
import type { Words } from '../i18n/words.ts';
import { type RunWeights, runAtHand, runWeightsOf } from '../state/files.ts';
import type { Stores } from '../state/react.ts';

/** All that an action can ask or change. */
export interface ActionContext extends Pick<Stores, 'page' | 'runs' | 'files' | 'preferences' | 'stage'> {
  readonly overlay: Stores['overlay']['actions'];
  readonly scheme: { readonly dark: boolean; toggle(): void };
  /** Copies a text and says whether the browser let us. */
  readonly copy: (text: string) => Promise<boolean>;
  /** Whether this browser has the pictures of an own set. */
  readonly keeps: (set: OwnName) => Promise<boolean>;
  /** The address of the page as it is now, `location.href`. */
  readonly href: () => string;
}

/** A key as `chordOf` in `keys.ts` names it. */
export type Chord = keyof Words['keys']['names'];

/** Headings of the palette, in its order. */
export type ActionGroup = keyof Words['palette']['groups'];

export interface ActionText {
  readonly label: string;
  readonly help?: string;
  /** Further words by which the palette finds it, whatever the language of the page. */
  readonly keywords?: readonly string[];
}

export interface Action {
  readonly id: string;
  readonly group: ActionGroup;
  /** Several actions may share a key as long as only one of them is possible at a time. */
  readonly key?: Chord;
  text(words: Words): ActionText;
  /** Whether it would do something now. The palette lists only what is possible; a button is switched off otherwise. */
  possible(context: ActionContext): boolean;
  perform(context: ActionContext): void;
  /** What happens where its key is pressed although it is not possible. Default: nothing. */
  refuse?(context: ActionContext): void;
}

/** The weights at hand: of the page's own run, or of the one whose checkpoint is the newest. */
export function weightsAtHand({ page, files, runs }: ActionContext): RunWeights | undefined {
  const states = {
    page: page.store.getState(),
    files: files.store.getState(),
    runs: runs.store.getState(),
  };
  return runWeightsOf(runAtHand(states), states);
}
