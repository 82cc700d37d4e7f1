/** Opens the card of an experiment once its last run in the queue is over. No React. */
import type { ExperimentId } from '../../../../training/experiments.ts';
import { onePer } from '../../../state/onePer.ts';
import type { Overlay } from '../../../state/overlay.ts';
import { isOver, type Queue, type QueueEntry } from '../../../state/queue.ts';
import { chosenOf } from './chosen.ts';

const unfinished = (entries: readonly QueueEntry[]): ReadonlySet<string> =>
  new Set(entries.filter((entry) => !isOver(entry)).flatMap(({ experiment }) => experiment ?? []));

/** @returns whose runs ended between two states of the queue; runs that were forgotten did not. */
export function justOver(
  entries: readonly QueueEntry[],
  before: readonly QueueEntry[],
): ExperimentId | undefined {
  const left = unfinished(entries);
  const over = [...unfinished(before)].find(
    (id) => !left.has(id) && entries.some(({ experiment }) => experiment === id),
  );
  return over as ExperimentId | undefined;
}

/** Once for each queue. */
export const followExperiments = onePer((queue: Queue, overlay: Overlay) =>
  queue.store.subscribe(({ entries }, before) => {
    if (entries === before.entries) return;
    const id = justOver(entries, before.entries);
    // What a person reads is not covered.
    if (id && !overlay.store.getState().dialog) chosenOf(overlay).open(id);
  }),
);
