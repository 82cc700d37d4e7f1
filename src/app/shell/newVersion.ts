/**
 * The service worker: it keeps the page, its trainer and its engine for visits without a network, and pictures of data sets are none of
 * its business. It starts when the page has painted and has nothing to do. A new version of it waits until somebody asks for it:
 * nothing is exchanged under a page that is open, and nobody is asked in the middle of a run.
 */
import { ownScript } from '../../base/ownScript.ts';
import type { Overlay } from '../state/overlay.ts';
import type { Page } from '../state/page.ts';
import { isActive } from '../state/run.ts';

/** The part of a registration that is used. */
export type Registration = Pick<ServiceWorkerRegistration, 'addEventListener'> & {
  readonly waiting: Pick<ServiceWorker, 'postMessage'> | null;
  readonly installing: Pick<ServiceWorker, 'state' | 'addEventListener'> | null;
};

interface Offer {
  readonly page: Page;
  readonly overlay: Overlay;
}

/** Offers the version that waits, now and whenever a run is over, until it is taken. */
function offer({ page, overlay }: Offer): void {
  const say = () => overlay.actions.say({ kind: 'new-version' });
  if (!isActive(page.store.getState().run)) say();
  page.store.subscribe(({ run }, before) => {
    if (isActive(before.run) && !isActive(run)) say();
  });
}

/** @param controlled Whether an earlier version serves this page: the very first one is not new to anybody. */
export function offerNewVersions(registration: Registration, controlled: () => boolean, to: Offer): void {
  let offered = false;
  const once = () => {
    if (offered || !registration.waiting || !controlled()) return;
    offered = true;
    offer(to);
  };
  once();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', once);
  });
}

let registered: ServiceWorkerRegistration | undefined;

/** Puts the version that waits in charge and loads the page anew by it. */
export function takeNewVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  // Workbox's own word.
  registered?.waiting?.postMessage({ type: 'SKIP_WAITING' });
}

export async function startServiceWorker(to: Offer): Promise<void> {
  // Insecure addresses and some private windows have none.
  if (!('serviceWorker' in navigator)) return;
  try {
    registered = await navigator.serviceWorker.register(ownScript(new URL('sw.js', document.baseURI)));
  } catch {
    // The page works as before, with a network.
    return;
  }
  // What blocks service workers may answer with nothing.
  if (registered) offerNewVersions(registered, () => navigator.serviceWorker.controller !== null, to);
}
