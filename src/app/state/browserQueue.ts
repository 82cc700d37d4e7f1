/** The queue that a page has: stored for all tabs of the browser, which tell one another by its events. */
import { runLocks } from '../storage/runLocks.ts';
import { createQueue, type Queue, type QueueDependencies } from './queue.ts';

export const browserQueue = (stores: Pick<QueueDependencies, 'page' | 'runs' | 'files'>): Queue =>
  createQueue({
    ...stores,
    storage: () => localStorage,
    tabStorage: () => sessionStorage,
    locks: runLocks(navigator.locks, 'resnet-playground.'),
    onStored: (listener) =>
      window.addEventListener('storage', ({ key }) => {
        if (key === 'resnet-playground.queue') listener();
      }),
  });
