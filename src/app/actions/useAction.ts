/** How React gets at actions: the context that they act on, and one action as a button needs it. */
import { useMemo } from 'react';
import { useWords } from '../i18n/words.ts';
import { useFiles, useFilesState } from '../state/files.ts';
import { useOverlay } from '../state/overlay.ts';
import { usePreferences } from '../state/preferences.ts';
import { usePage, useThePage } from '../state/react.ts';
import { useRuns } from '../state/runsStore.ts';
import { copyText } from '../ui/copyText.ts';
import { useScheme } from '../ui/useScheme.ts';
import type { ActionContext, ActionText } from './action.ts';
import { type ActionName, namedActions } from './named.ts';

/** Stays the same object until the colour scheme changes. */
export function useActionContext(): ActionContext {
  const page = useThePage();
  const runs = useRuns();
  const files = useFiles();
  const overlay = useOverlay();
  const preferences = usePreferences();
  const scheme = useScheme();
  return useMemo(
    () => ({
      page,
      runs,
      files,
      overlay: overlay.actions,
      preferences,
      scheme,
      copy: copyText,
      href: () => location.href,
    }),
    [page, runs, files, overlay, preferences, scheme],
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
  // Each of the two stores may change what is possible; both selectors give the same answer.
  const byPage = usePage(() => action.possible(context));
  const byFiles = useFilesState(() => action.possible(context));
  return { ...action.text(words), possible: byPage && byFiles, perform: () => action.perform(context) };
}
