/**
 * The toast: a short answer to what was just pressed, above everything at the lower edge. It takes no focus, and it
 * stays where it holds something to press.
 */

import { Button, CloseButton, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { picturesNeeded } from '../i18n/runTexts.ts';
import { useWords, type Words } from '../i18n/words.ts';
import type { ToastMessage } from '../state/overlay.ts';
import { useOverlayState, useStores } from '../state/react.ts';
import classes from './Toast.module.css';

const takeNewVersion = async () => (await import('./newVersion.ts')).takeNewVersion();

/** Milliseconds for which a toast stays that holds nothing to press. */
const readingTime = 6000;

function textOf(toast: ToastMessage, words: Words): string {
  const { flow } = words;
  switch (toast.kind) {
    case 'reset':
      return flow.wasReset;
    case 'already-default':
      return flow.alreadyDefault;
    case 'reset-when-over':
      return flow.resetWhenOver;
    case 'not-loaded':
      return flow.notLoaded;
    case 'invalid':
      return flow.notStarted(words.problem(toast.problem));
    case 'pictures-missing':
      return flow.notStarted(picturesNeeded(words, toast.dataset));
    case 'nothing-to-export':
      return words.files.nothingYet;
    case 'fresh-classifier':
      return words.files.freshClassifier(toast.dataset, toast.classes);
    case 'settings-loaded':
      return words.runs.settingsLoaded(toast.name);
    case 'runs-restored':
      return words.runs.restored(toast.names);
    case 'new-version':
      return flow.newVersion;
    case 'copied':
      return flow.copied;
    case 'copy-failed':
      return flow.copyFailed;
    default:
      return toast satisfies never;
  }
}

/** The system's own ways to pass a link on, where there are any. */
function ShareWith({ link }: { link: string }) {
  const words = useWords();
  if (!navigator.share) return null;
  // Closing the sheet without a choice is no error.
  const share = () => navigator.share({ title: words.page.title, url: link }).catch(() => {});
  return (
    <Button variant="default" onClick={share}>
      {words.flow.shareWith}
    </Button>
  );
}

function Means({ toast }: { toast: ToastMessage }) {
  const words = useWords();
  const { actions } = useStores().overlay;
  switch (toast.kind) {
    case 'reset':
      return (
        <Button variant="default" onClick={actions.undoReset}>
          {words.flow.undo}
        </Button>
      );
    case 'pictures-missing':
      return (
        <Button variant="default" onClick={actions.addPictures}>
          {words.flow.addPictures}
        </Button>
      );
    case 'new-version':
      return (
        <Button variant="default" onClick={takeNewVersion}>
          {words.flow.reload}
        </Button>
      );
    case 'copied':
      return <ShareWith link={toast.link} />;
    case 'copy-failed':
      return (
        <TextInput
          className={classes.link}
          aria-label={words.flow.link}
          value={toast.link}
          readOnly
          onFocus={(event) => event.currentTarget.select()}
        />
      );
    default:
      return null;
  }
}

const needsPress = ({ kind }: Extract<ToastMessage, { link: string }>): boolean =>
  kind === 'copy-failed' || 'share' in navigator;

export function Toast() {
  const words = useWords();
  const { actions } = useStores().overlay;
  const toast = useOverlayState((state) => state.toast);
  const passing =
    toast &&
    toast.kind !== 'reset' &&
    toast.kind !== 'new-version' &&
    toast.kind !== 'pictures-missing' &&
    !('link' in toast && needsPress(toast));
  useEffect(() => {
    if (!toast || !passing) return;
    const timer = setTimeout(actions.dismiss, readingTime);
    return () => clearTimeout(timer);
  }, [toast, passing, actions]);
  return (
    <div className={classes.toast}>
      {/* Stands from the start: screen readers tell of what changes in it. */}
      <output className={toast ? classes.text : undefined} data-testid="toast">
        {toast && textOf(toast, words)}
      </output>
      {toast && <Means toast={toast} />}
      {toast && <CloseButton size={24} aria-label={words.page.dismiss} onClick={actions.dismiss} />}
    </div>
  );
}
