/**
 * Where records of runs are stored: the browser's database, or nowhere but in this page's memory. Several tabs may write to it, so a
 * record is never replaced by what a tab knows of it: a tab says what it changes, and the record that is stored by then gets the
 * change.
 */
import type { RunRecord } from './runRecord.ts';

export interface StoredRuns {
  readonly runs: readonly RunRecord[];
  /** Records that could not be read. They are left as they are. */
  readonly damaged: number;
}

export interface RunRepository {
  /** False where records go with the page. */
  readonly persistent: boolean;
  load(): Promise<StoredRuns>;
  /** The record of a run as it is stored now, if it is. */
  read(id: string): Promise<RunRecord | undefined>;
  /**
   * Changes the stored record of a run; nothing comes between its reading and its writing.
   * @param change Makes the next record of the stored one, which is undefined where there is none.
   * @returns the record that is stored now; undefined where the run was deleted, which it stays.
   */
  change(id: string, change: (stored: RunRecord | undefined) => RunRecord): Promise<RunRecord | undefined>;
  /** Deletes a run; no change brings it back. @param at Milliseconds since 1970. */
  remove(id: string, at: number): Promise<void>;
  /** Has a deleted run back. */
  restore(run: RunRecord): Promise<void>;
}

/** For browsers that store nothing: records go with the page. */
export const noRepository: RunRepository = {
  persistent: false,
  load: async () => ({ runs: [], damaged: 0 }),
  read: async () => undefined,
  change: async (_id, change) => change(undefined),
  remove: async () => {},
  restore: async () => {},
};
