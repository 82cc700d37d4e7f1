/** Joins what happens outside the page's panels to the run: keys, tab, screen, notifications, leaving. */

import { notifyAtEnd } from '../features/train/notify.ts';
import type { Flow } from '../state/flow.ts';
import { focusKindOf, isPaletteKey, shortcutOf } from '../state/keyboard.ts';
import type { Page } from '../state/page.ts';
import type { PreferencesStore } from '../state/preferences.ts';
import { isActive } from '../state/run.ts';
import { followTab } from './tab.ts';
import { keepAwake } from './wakeLock.ts';

interface Parts {
  readonly page: Page;
  readonly preferences: PreferencesStore;
  readonly flow: Flow;
}

export function followRun({ page, preferences, flow }: Parts): void {
  followTab(page.store, preferences);
  keepAwake(page.store, { navigator, document });
  notifyAtEnd(page.store, preferences);
  document.addEventListener('keydown', (event) => {
    // Behind a dialog that covers the page nothing may happen.
    if (document.querySelector('[aria-modal="true"]')) return;
    const single = preferences.getState().shortcuts;
    const shortcut = isPaletteKey(event)
      ? 'palette'
      : single && shortcutOf(event, focusKindOf(document.activeElement));
    if (!shortcut) return;
    event.preventDefault();
    // The focused button would be clicked when the key comes up, and the shortcut may just have made it pressable.
    if (event.key === ' ') document.addEventListener('keyup', (up) => up.preventDefault(), { once: true });
    flow.actions.perform(shortcut);
  });
  // A run lives as long as its page: leaving one that is under way asks first.
  window.addEventListener('beforeunload', (event) => {
    if (isActive(page.store.getState().run)) event.preventDefault();
  });
}
