/**
 * Which run the views of frames look at, all of them at the same one: the page's own run, or before it the newest one of earlier visits
 * that is on the charts, or another of those that a person chose. Loaded with the first such view, as `reactFrames.ts` is.
 */
import { useMemo } from 'react';
import type { ModelSpec } from '../../model/spec.ts';
import type { RunRecord } from '../../storage/runRecord.ts';
import { specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';
import { usePage, useRunsState } from './react.ts';
import { useFrames, useFramesState } from './reactFrames.ts';
import { isActive } from './run.ts';
import { runsToLookAt } from './shownRun.ts';

export type RunName = Pick<RunRecord, 'id' | 'name'>;

export interface ShownRun {
  /** Undefined before any run. */
  readonly id: string | undefined;
  /** Undefined also of a run that is not recorded yet. */
  readonly record: RunRecord | undefined;
  /** Of the run, or before any the one that is set. */
  readonly config: RunConfig;
  readonly spec: ModelSpec;
  /** All that can be chosen, in the order of their starts. */
  readonly runs: readonly RunName[];
  readonly choose: (id: string) => void;
  /** Whether it is known by now which run it is, or that there is none. */
  readonly loaded: boolean;
  /** Whether it goes on, or has yet to begin: frames that are missing are still to come. */
  readonly waiting: boolean;
}

export function useShownRun(): ShownRun {
  const own = usePage(({ run }) => run?.id);
  const all = useRunsState((state) => state.runs);
  const runsLoaded = useRunsState((state) => state.loaded);
  const chosen = useFramesState(({ run }) => run);
  const { choose } = useFrames().actions;
  const { runs, record } = useMemo(() => runsToLookAt(all, own, chosen), [all, own, chosen]);
  const id = record?.id ?? own;
  const set = usePage(({ run, config }) => (run && run.id === id ? run.config : config));
  const config = record?.config ?? set;
  const spec = useMemo(() => specOf(config), [config]);
  const waiting = usePage(
    ({ run }) => run !== undefined && run.id === id && (run.epochs.length === 0 || isActive(run)),
  );
  return { id, record, config, spec, runs, choose, loaded: runsLoaded || id !== undefined, waiting };
}
