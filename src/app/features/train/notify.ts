/**
 * A notification when a run ends in a tab that nobody looks at: only where it was asked for, and where the browser was told
 * that it may.
 */
import type { StoreApi } from 'zustand/vanilla';
import { wordsOf } from '../../i18n/words.ts';
import type { PageState } from '../../state/page.ts';
import type { PreferencesStore } from '../../state/preferences.ts';
import { endSentence } from './announcement.ts';

/** Absent in browsers without notifications, such as those on iPhones outside the home screen. */
const api = (): typeof Notification | undefined => globalThis.Notification;

/** Whether this browser has notifications at all. */
export const canNotify = (): boolean => api() !== undefined;

/** Whether the person has allowed notifications; that can be taken back at any time. */
export const mayNotify = (): boolean => api()?.permission === 'granted';

/** Asks for permission, unless it was given. Browsers want this to follow a click. @returns whether we may. */
export async function askToNotify(): Promise<boolean> {
  const notification = api();
  if (!notification) return false;
  if (mayNotify()) return true;
  return (await notification.requestPermission()) === 'granted';
}

function tell(title: string, body: string): void {
  const Shown = api();
  if (Shown?.permission !== 'granted') return;
  try {
    const shown = new Shown(title, { body, tag: 'run' });
    shown.onclick = () => {
      window.focus();
      shown.close();
    };
  } catch {
    // Some phones leave notifications to service workers, which this page has none of.
  }
}

/** @param goesOn Whether another run follows by itself: of several, the last one is told of. */
export function notifyAtEnd(
  page: StoreApi<PageState>,
  preferences: PreferencesStore,
  goesOn: () => boolean,
): void {
  page.subscribe(({ run }, { run: before }) => {
    if (!run?.end || before?.end || run.end.outcome === 'stopped' || goesOn()) return;
    const { notify, language } = preferences.getState();
    if (!notify || !document.hidden) return;
    const words = wordsOf(language);
    tell(words.page.title, endSentence(run, words) ?? '');
  });
}
