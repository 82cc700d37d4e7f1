/** Which tab trains which run: a tab holds a lock in a run's name for as long as it trains it, and no other gets it meanwhile. */

export interface RunLocks {
  /**
   * Takes the lock of a run, unless another tab holds it.
   * @returns what gives it back, as the end of the page does; undefined where another tab holds it.
   */
  take(runId: string): Promise<(() => void) | undefined>;
  /** Runs whose locks are held, by whichever tab. */
  held(): Promise<readonly string[]>;
  /** Resolves once nobody holds the lock of a run. */
  free(runId: string): Promise<void>;
}

const prefixOfRuns = 'resnet-playground.run.';

/** For browsers without locks: there, every run without an end counts as interrupted. */
export const noLocks: RunLocks = { take: async () => () => {}, held: async () => [], free: async () => {} };

/**
 * @param manager `navigator.locks`, which only secure pages have.
 * @param prefix Of the names of its locks.
 */
export function runLocks(manager: LockManager | undefined, prefix = prefixOfRuns): RunLocks {
  if (!manager) return noLocks;
  return {
    take: (runId) =>
      new Promise((resolve) => {
        manager
          .request(prefix + runId, { ifAvailable: true }, (lock) => {
            if (!lock) return resolve(undefined);
            return new Promise<void>((release) => resolve(release));
          })
          // Refused where the browser keeps nothing for this page: the run goes on without.
          .catch(() => resolve(() => {}));
      }),
    async held() {
      const { held = [] } = await manager.query();
      const names = held.flatMap(({ name }) => name ?? []);
      return names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    },
    free: (runId) => manager.request(prefix + runId, () => {}).then(() => {}),
  };
}
