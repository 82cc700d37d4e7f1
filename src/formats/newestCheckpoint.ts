/**
 * Which of a run's checkpoints it goes on from: the newest. Where that one is damaged the one before it serves, and whoever
 * asked is told. One of a newer version of the program is refused, for that version can still go on with it: an earlier state
 * of the run would be a step back that nobody asked for.
 */
import { InternalError } from '../base/errors.ts';
import { ProblemError } from '../problems/index.ts';

/** What was read, and what is wrong with the newest where that was passed over. */
export interface Newest<T> {
  readonly found: T;
  readonly damage?: unknown;
}

/** Whoever read a file may have put its path before the sentence. */
const isNewer = (error: unknown): boolean =>
  error instanceof ProblemError
    ? error.problem.kind === 'run-newer'
    : error instanceof Error && isNewer(error.cause);

/**
 * @param reads One or more; each reads one checkpoint, the newest first: nothing where there is none, and throws where it is
 * not right.
 * @returns Nothing found where there are none.
 * @throws What the newest threw where none is right; what one of a newer version threw.
 */
export async function newestCheckpoint<T>(reads: readonly (() => T | Promise<T>)[]): Promise<Newest<T>> {
  const damages: unknown[] = [];
  let nothing: Newest<T> | undefined;
  for (const read of reads) {
    try {
      const found = await read();
      if (found !== undefined) return damages.length > 0 ? { found, damage: damages[0] } : { found };
      nothing = { found };
    } catch (error) {
      if (isNewer(error)) throw error;
      damages.push(error);
    }
  }
  if (nothing && damages.length === 0) return nothing;
  throw damages[0] ?? new InternalError('There is no place to read a checkpoint from.');
}
