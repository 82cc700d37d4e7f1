/** The queue of runs, which is loaded for the first runs that are put into it, or where there is one from an earlier visit. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TextStorage } from '../storage/persisted.ts';
import type { Queue } from './queue.ts';

interface LateQueueState {
  readonly queue?: Queue;
  /** Whether one of an earlier visit is on its way. */
  readonly expected?: boolean;
}

export interface LateQueue {
  readonly store: StoreApi<LateQueueState>;
  load(): Promise<Queue>;
}

export function createLateQueue(open: () => Promise<Queue>, storage: TextStorage): LateQueue {
  const store = createStore<LateQueueState>(() => ({}));
  let opening: Promise<Queue> | undefined;
  const load = () => {
    opening ??= open().then(
      (queue) => {
        store.setState({ queue });
        return queue;
      },
      (error) => {
        // Another try may find the connection back.
        opening = undefined;
        throw error;
      },
    );
    return opening;
  };
  try {
    if (storage().getItem('resnet-playground.queue')?.includes('"at"')) {
      store.setState({ expected: true });
      load().catch(() => store.setState({ expected: false }));
    }
  } catch {
    // Nothing is remembered where the browser stores nothing.
  }
  return { store, load };
}
