/** Which runs are under way in other tabs: a page holds a lock in a run's name for as long as it trains it. */

export interface RunLocks {
  /** Holds the lock of a run until the returned function is called, or the page is gone. */
  hold(runId: string): () => void;
  /** Runs whose locks are held, by whichever tab. */
  held(): Promise<readonly string[]>;
  /** Resolves once nobody holds the lock of a run. */
  free(runId: string): Promise<void>;
}

const prefix = 'resnet-playground.run.';

/** For browsers without locks: there, every run without an end counts as interrupted. */
export const noLocks: RunLocks = { hold: () => () => {}, held: async () => [], free: async () => {} };

/** @param manager `navigator.locks`, which only secure pages have. */
export function runLocks(manager: LockManager | undefined): RunLocks {
  if (!manager) return noLocks;
  return {
    hold(runId) {
      let release = () => {};
      const released = new Promise<void>((done) => {
        release = done;
      });
      // Refused where the browser keeps nothing for this page: the run goes on without.
      manager.request(prefix + runId, () => released).catch(() => {});
      return release;
    },
    async held() {
      const { held = [] } = await manager.query();
      const names = held.flatMap(({ name }) => name ?? []);
      return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    },
    free: (runId) => manager.request(prefix + runId, () => {}).then(() => {}),
  };
}
