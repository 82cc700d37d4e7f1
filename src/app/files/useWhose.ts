/** Whose weights the page would export now: those of its own run, or, before it has one, of the run that was kept last. */

import type { KeptCheckpoint } from '../../worker/checkpoints.ts';
import { usePage } from '../store/react.ts';
import { isActive } from '../store/run.ts';
import { useRunsState } from '../store/runsStore.ts';
import { useFilesState } from './filesStore.ts';

export interface Whose {
  readonly runId: string;
  /** Empty where the run has none. */
  readonly name: string;
  /** Steps that the weights have come through. */
  readonly step: number;
  readonly best?: KeptCheckpoint['best'];
}

/** The name a person knows a run by. */
export const useRunName = (runId: string | undefined): string =>
  useRunsState((state) => state.runs.find((run) => run.id === runId)?.name ?? '');

/** Undefined where there are no weights at all. */
export function useWhose(): Whose | undefined {
  const ownId = usePage((state) => state.run?.id);
  /** Zero once it is over: then only what was kept counts. */
  const liveStep = usePage((state) => (isActive(state.run) ? state.run.step : 0));
  const kept = useFilesState((state) =>
    ownId === undefined ? state.kept[0] : state.kept.find(({ runId }) => runId === ownId),
  );
  const runId = ownId ?? kept?.runId;
  const name = useRunName(runId);
  const step = liveStep || kept?.step || 0;
  return runId === undefined || step === 0 ? undefined : { runId, name, step, best: kept?.best };
}
