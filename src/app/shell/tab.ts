/** Title and icon of the page's tab follow the run, at most once a second. */
import type { StoreApi } from 'zustand/vanilla';
import { catalogues } from '../i18n/words.ts';
import type { PageState } from '../state/page.ts';
import type { PreferencesStore } from '../state/preferences.ts';
import { atMostEvery } from './atMostEvery.ts';
import { ringIcon } from './favicon.ts';
import { ringOf, titleOf } from './title.ts';

export function followTab(page: StoreApi<PageState>, preferences: PreferencesStore): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  // As it was written, not as the browser completes it.
  const own = icon?.getAttribute('href');
  /** The run whose end somebody has seen, or could have. */
  let seen: string | undefined;
  const show = () => {
    const { run } = page.getState();
    if (run?.end && !document.hidden) seen = run.id;
    const words = catalogues[preferences.getState().language];
    const title = titleOf(run, run !== undefined && seen !== run.id, words);
    if (document.title !== title) document.title = title;
    const ring = ringOf(run);
    const href = ring === undefined ? own : ringIcon(ring);
    if (icon && href && icon.getAttribute('href') !== href) icon.setAttribute('href', href);
  };
  show();
  const showSoon = atMostEvery(1000, show);
  page.subscribe(({ run }, before) => {
    if (run !== before.run) showSoon();
  });
  preferences.subscribe(show);
  document.addEventListener('visibilitychange', show);
}
