/** How far the queue is with the runs of an experiment. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ExperimentId } from '../../../../training/experiments.ts';
import { isOver, type QueueState } from '../../../state/queue.ts';
import { useQueue } from '../../../state/reactQueue.ts';

export interface Queued {
  readonly over: number;
  /** Runs that are not over, the one that trains among them. */
  readonly waiting: number;
  /** Whether the queue waits for a person. */
  readonly halted: boolean;
}

/** Of a queue that was not wanted yet. */
const none = createStore<Pick<QueueState, 'entries' | 'active' | 'elsewhere'>>(() => ({
  entries: [],
  active: false,
  elsewhere: false,
}));

export function useQueued(id: ExperimentId): Queued {
  const store = useQueue()?.store ?? none;
  const entries = useStore(store, (state) => state.entries);
  const halted = useStore(store, ({ active, elsewhere }) => !active && !elsewhere);
  return useMemo(() => {
    const own = entries.filter(({ experiment }) => experiment === id);
    const over = own.filter(isOver).length;
    return { over, waiting: own.length - over, halted };
  }, [entries, halted, id]);
}
