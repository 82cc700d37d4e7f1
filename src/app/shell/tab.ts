/**
 * The page's tab: its title says how far the run is, its icon is a ring that fills. Both follow the run, at most once a
 * second. `titleOf`, `ringOf` and `ringIcon` are pure; `followTab` applies them.
 */
import type { StoreApi } from 'zustand/vanilla';
import { percentOf, shareOf } from '../features/train/part.ts';
import { networkText } from '../i18n/runTexts.ts';
import { type Words, wordsOf } from '../i18n/words.ts';
import type { PageState } from '../state/page.ts';
import type { PreferencesStore } from '../state/preferences.ts';
import { isActive, type Run } from '../state/run.ts';

/**
 * `43 % · ResNet-20` while it trains. A run that ended out of sight is told of until somebody looks; else the title is the
 * page's own.
 */
export function titleOf(run: Run | undefined, unseen: boolean, words: Words): string {
  if (!run || (run.end && !unseen)) return words.page.title;
  const { flow } = words;
  const network = networkText(words, run.config);
  if (run.end) return flow.titleOf(words.run.outcome[run.end.outcome], network);
  if (run.phase === 'preparing') return flow.titleOf(words.run.phase.preparing, network);
  const percent = flow.percent(percentOf(run));
  return flow.titleOf(
    run.phase === 'paused' ? flow.pausedAt(words.run.phase.paused, percent) : percent,
    network,
  );
}

/** How far the icon's ring is filled; undefined where the icon is the page's own. */
export const ringOf = (run: Run | undefined): number | undefined =>
  isActive(run) ? shareOf(run) : undefined;

const radius = 12;
const around = 2 * Math.PI * radius;

/**
 * The icon while a run is under way: a ring in colours that show on light and dark tabs.
 * @param share of the ring that is filled, 0…1.
 * @returns an SVG as a data URL.
 */
export function ringIcon(share: number): string {
  const filled = Math.min(1, Math.max(0, share)) * around;
  const circle = (colour: string, more = '') =>
    `<circle cx="16" cy="16" r="${radius}" fill="none" stroke="${colour}" stroke-width="7"${more}/>`;
  const dash = ` stroke-dasharray="${filled.toFixed(1)} ${around.toFixed(1)}" transform="rotate(-90 16 16)"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${circle('#9aa3ad')}${circle('#1c8fd6', dash)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** Throttles a function, with a last call so that the last state is shown. @param interval Milliseconds between two calls. */
export function atMostEvery(interval: number, call: () => void, now: () => number = Date.now): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = () => {
    clearTimeout(timer);
    timer = undefined;
    last = now();
    call();
  };
  return () => {
    const wait = last + interval - now();
    if (wait <= 0) go();
    else timer ??= setTimeout(go, wait);
  };
}

export function followTab(page: StoreApi<PageState>, preferences: PreferencesStore): void {
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  // As it was written, not as the browser completes it.
  const own = icon?.getAttribute('href');
  /** The run whose end somebody has seen, or could have. */
  let seen: string | undefined;
  const show = () => {
    const { run } = page.getState();
    if (run?.end && !document.hidden) seen = run.id;
    const words = wordsOf(preferences.getState().language);
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
