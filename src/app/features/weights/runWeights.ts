/** The weights of a run that can be exported, as React needs them. */

import { type RunWeights, runAtHand, runWeightsOf } from '../../state/files.ts';
import { useFilesState, usePage, useRunsState } from '../../state/react.ts';

/** The name a person knows a run by. */
export const useRunName = (runId: string | undefined): string =>
  useRunsState((state) => state.runs.find((run) => run.id === runId)?.name ?? '');

/** The weights of a run. Undefined where there are none. */
export function useRunWeights(runId: string | undefined): RunWeights | undefined {
  const run = usePage((state) => (state.run?.id === runId ? state.run : undefined));
  const checkpoints = useFilesState((state) => state.checkpoints);
  const runs = useRunsState((state) => state.runs);
  return runWeightsOf(runId, { page: { run }, files: { checkpoints }, runs: { runs } });
}

export function useRunAtHand(): string | undefined {
  const run = usePage((state) => state.run);
  const checkpoints = useFilesState((state) => state.checkpoints);
  return runAtHand({ page: { run }, files: { checkpoints } });
}
