/** Where runs are kept: the browser's database, or this page's memory where there is none. */
import type { KeptRun } from '../state/runs.ts';

export interface KeptRuns {
  readonly runs: readonly KeptRun[];
  /** Records that could not be read. They are left as they are. */
  readonly damaged: number;
}

export interface RunsHome {
  /** False where runs go with the page. */
  readonly lasting: boolean;
  load(): Promise<KeptRuns>;
  /** Adds a run or replaces it. */
  save(run: KeptRun): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Nothing is kept longer than the page. */
export const memoryHome: RunsHome = {
  lasting: false,
  load: async () => ({ runs: [], damaged: 0 }),
  save: async () => {},
  remove: async () => {},
};
