/** Whose weights can be exported, as React needs it. */
import { runAtHand, useFilesState, type WeightsAtHand, weightsOf } from '../../state/files.ts';
import { usePage } from '../../state/react.ts';
import { useRunsState } from '../../state/runsStore.ts';

/** The name a person knows a run by. */
export const useRunName = (runId: string | undefined): string =>
  useRunsState((state) => state.runs.find((run) => run.id === runId)?.name ?? '');

/** The weights of a run. Undefined where there are none. */
export function useWeightsOf(runId: string | undefined): WeightsAtHand | undefined {
  const run = usePage((state) => (state.run?.id === runId ? state.run : undefined));
  const kept = useFilesState((state) => state.kept);
  const runs = useRunsState((state) => state.runs);
  return weightsOf(runId, { page: { run }, files: { kept }, runs: { runs } });
}

export function useRunAtHand(): string | undefined {
  const run = usePage((state) => state.run);
  const kept = useFilesState((state) => state.kept);
  return runAtHand({ page: { run }, files: { kept } });
}
