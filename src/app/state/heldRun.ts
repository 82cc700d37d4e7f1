/** The run that this tab has for itself: the one that it trains, or is about to. No other tab gets its lock meanwhile. */
import type { RunLocks } from '../storage/runLocks.ts';

export interface HeldRun {
  readonly id: string | undefined;
  /** Takes a run, and gives back the one before. @returns whether this tab has it. */
  hold(id: string): Promise<boolean>;
  /** @param after When the run is given back. Default: at once. */
  release(after?: Promise<void>): void;
}

/** @param tell is called with a run that this tab has taken or given back. */
export function holdRuns(locks: RunLocks, tell: (id: string) => void): HeldRun {
  let held: { readonly id: string; readonly lock: Promise<(() => void) | undefined> } | undefined;
  let givenBack: Promise<void> = Promise.resolve();
  const release = (after: Promise<void> = Promise.resolve()) => {
    if (!held) return;
    const { id, lock } = held;
    held = undefined;
    // Whatever came of writing, others may have it.
    givenBack = Promise.all([lock, after.catch(() => {})]).then(([giveBack]) => {
      giveBack?.();
      tell(id);
    });
  };
  return {
    get id() {
      return held?.id;
    },
    async hold(id) {
      if (held?.id !== id) {
        release();
        // It may be the one that is being given back.
        held = { id, lock: givenBack.then(() => locks.take(id)) };
      }
      const mine = held;
      const taken = (await mine.lock) !== undefined;
      if (taken) tell(id);
      else if (held === mine) held = undefined;
      return taken;
    },
    release,
  };
}
