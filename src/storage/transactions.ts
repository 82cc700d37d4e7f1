/** How a change of the browser's database ends, and what is said where it does not come about. */
import { ProblemError } from '../problems/index.ts';

/** Of idb's transactions, what their end is told by. */
interface Change {
  readonly done: Promise<void>;
  readonly error: DOMException | null;
}

/**
 * Resolves once a change is stored as a whole.
 * @param requests All that it is made of.
 * @throws why it was not: nothing of it is stored then. A browser without room says so of the transaction alone, and of every request
 *   in it merely that it was aborted.
 */
export async function done(change: Change, requests: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled([...requests, change.done]);
  const refused = outcomes.find((outcome) => outcome.status === 'rejected');
  if (!refused) return;
  const error: unknown = change.error ?? refused.reason;
  // Not every browser makes it a DOMException: the newest have a class of its own for it.
  if (error instanceof Error && error.name === 'QuotaExceededError')
    throw new ProblemError({ kind: 'storage-full' }, { cause: error });
  throw error;
}
