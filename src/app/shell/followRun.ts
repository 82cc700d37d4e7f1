/**
 * Lets what lies outside the page's panels follow the run: the tab's title and icon, the wake lock, notifications,
 * and the question before the page is left.
 */

import { notifyAtEnd } from '../features/train/notify.ts';
import type { LateQueue } from '../state/lateQueue.ts';
import type { Page } from '../state/page.ts';
import type { PreferencesStore } from '../state/preferences.ts';
import { isActive } from '../state/run.ts';
import { followTab } from './tab.ts';
import { keepAwake } from './wakeLock.ts';

interface Parts {
  readonly page: Page;
  readonly preferences: PreferencesStore;
  readonly queue: LateQueue;
}

/** Whether a queue has another run for when this one is over. */
function moreToCome({ store }: LateQueue): boolean {
  const now = store.getState().queue?.store.getState();
  if (!now?.active || now.stopAfterThis) return false;
  return now.entries.some(({ state }) => state === 'waiting');
}

export function followRun({ page, preferences, queue }: Parts): void {
  followTab(page.store, preferences);
  keepAwake(page.store, { navigator, document });
  notifyAtEnd(page.store, preferences, () => moreToCome(queue));
  // A run lives as long as its page: leaving one that is under way asks first.
  window.addEventListener('beforeunload', (event) => {
    if (isActive(page.store.getState().run)) event.preventDefault();
  });
}
