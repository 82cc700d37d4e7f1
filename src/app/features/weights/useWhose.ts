/** Whose weights can be exported, and how far they are. */

import type { KeptCheckpoint } from '../../../worker/checkpoints.ts';
import { useFilesState } from '../../state/files.ts';
import { usePage } from '../../state/react.ts';
import { isActive } from '../../state/run.ts';
import { useRunsState } from '../../state/runsStore.ts';

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

/** The weights of a run. Undefined where there are none. */
export function useWhose(runId: string | undefined): Whose | undefined {
  /** Zero once it is over: then only what was kept counts. */
  const liveStep = usePage(({ run }) => (isActive(run) && run.id === runId ? run.step : 0));
  const kept = useFilesState((state) => state.kept.find((known) => known.runId === runId));
  const name = useRunName(runId);
  const step = liveStep || kept?.step || 0;
  return runId === undefined || step === 0 ? undefined : { runId, name, step, best: kept?.best };
}

/** The run whose weights are at hand: the page's own, or, before it has one, the run that was kept last. */
export function useRunAtHand(): string | undefined {
  const own = usePage((state) => state.run?.id);
  const last = useFilesState((state) => state.kept[0]?.runId);
  return own ?? last;
}
