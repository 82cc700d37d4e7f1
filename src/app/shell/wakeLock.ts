/** Keeps the screen awake while a run trains, where the browser can: a device that falls asleep trains nothing. */
import type { StoreApi } from 'zustand/vanilla';
import type { PageState } from '../state/page.ts';
import { isActive, type Run } from '../state/run.ts';

/** The part of the browser that is used. */
export interface Waking {
  readonly navigator: {
    readonly wakeLock?: { request(type: 'screen'): Promise<{ release(): Promise<void> }> };
  };
  readonly document: Pick<Document, 'hidden' | 'addEventListener'>;
}

const trains = (run: Run | undefined): boolean => isActive(run) && run.phase !== 'paused';

/** The browser lets go of the lock when the page is hidden, so it is asked for again when the page is back. */
export function keepAwake(page: StoreApi<PageState>, { navigator, document }: Waking): void {
  const { wakeLock } = navigator;
  if (!wakeLock) return;
  let lock: Promise<{ release(): Promise<void> } | undefined> | undefined;
  const follow = () => {
    const wanted = trains(page.getState().run) && !document.hidden;
    // Refused where the battery is low, say: the run goes on without.
    if (wanted) lock ??= wakeLock.request('screen').catch(() => undefined);
    else if (lock) {
      void lock.then((held) => held?.release()).catch(() => {});
      lock = undefined;
    }
  };
  page.subscribe(follow);
  document.addEventListener('visibilitychange', follow);
}
