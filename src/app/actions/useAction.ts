/** How React gets at actions: the context that they act on, and one action as a button needs it. */

import { useMemo } from 'react';
import { useWords } from '../i18n/words.ts';
import { usePage, useStores } from '../state/react.ts';
import { keepsPictures } from '../state/withPictures.ts';
import { copyText } from '../ui/copyText.ts';
import { useScheme } from '../ui/useScheme.ts';
import type { ActionContext, ActionText } from './action.ts';
import { type ActionName, namedActions } from './named.ts';

/** Stays the same object until the colour scheme changes. */
export function useActionContext(): ActionContext {
  const stores = useStores();
  const scheme = useScheme();
  return useMemo(
    () => ({
      ...stores,
      overlay: stores.overlay.actions,
      scheme,
      copy: copyText,
      keeps: keepsPictures,
      href: () => location.href,
    }),
    [stores, scheme],
  );
}

interface ActionButton extends ActionText {
  /** Follows the page: whether pressing it would do something now. */
  readonly possible: boolean;
  readonly perform: () => void;
}

export function useAction(name: ActionName): ActionButton {
  const context = useActionContext();
  const words = useWords();
  const action = namedActions[name];
  // What is possible of these depends on the page's store and on the context, which renders again by itself.
  const possible = usePage(() => action.possible(context));
  return { ...action.text(words), possible, perform: () => action.perform(context) };
}
