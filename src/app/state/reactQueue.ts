/** The queue for views that are loaded with it. Apart from `react.ts`, which knows no more than that there may be one. */
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Queue, QueueState } from './queue.ts';
import { useStores } from './react.ts';

/** Undefined as long as no runs were put into one. */
export const useQueue = (): Queue | undefined => useStore(useStores().queue.store, ({ queue }) => queue);

export const useQueueState = <T>(queue: Queue, select: (state: QueueState) => T): T =>
  useStore(queue.store, select);

const none = createStore<Pick<QueueState, 'elsewhere'>>(() => ({ elsewhere: false }));
/** Whether another tab works through it. */
export const useQueueElsewhere = (): boolean =>
  useStore<StoreApi<Pick<QueueState, 'elsewhere'>>, boolean>(
    useQueue()?.store ?? none,
    ({ elsewhere }) => elsewhere,
  );
