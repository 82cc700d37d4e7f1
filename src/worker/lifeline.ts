/**
 * How a page hears at once that its worker is gone: a browser that ends a worker, for want of memory say, tells nobody. The worker
 * holds a lock for as long as it lives, under its own name, and the page waits in line for it. Where there are no locks, on pages
 * that did not come over https, the page hears of it when the worker stops answering.
 */

const prefix = 'resnet-playground.worker.';

/** A name for a worker that no other page gives. */
export const workerName = (): string =>
  `${prefix}${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;

/** In the worker: resolves once the lock is held, or cannot be. @param name The worker's own. */
export const holdLifeline = (name: string, locks: LockManager | undefined): Promise<void> =>
  new Promise((resolve) => {
    const held = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    if (!locks) resolve();
    else locks.request(name, held).catch(() => resolve());
  });

/** On the page, once the worker holds its lock: calls back when the worker is gone, also where the page ended it. */
export function onDeath(name: string, locks: LockManager | undefined, call: () => void): void {
  locks?.request(name, call).catch(() => {});
}
