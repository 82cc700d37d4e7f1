/** Where records of runs are stored: the browser's database, or nowhere but in this page's memory. */
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
  /** Adds a record or replaces it. */
  save(run: RunRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

/** For browsers that store nothing: records go with the page. */
export const noRepository: RunRepository = {
  persistent: false,
  load: async () => ({ runs: [], damaged: 0 }),
  save: async () => {},
  remove: async () => {},
};
