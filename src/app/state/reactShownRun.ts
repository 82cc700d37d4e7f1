/**
 * Which run the views of frames look at, all of them at the same one: the page's own run from its first step on, or before it the newest
 * one of earlier visits that is on the charts, else the network that comes with the page, or another of those that a person chose. Loaded
 * with the first such view, as `reactFrames.ts` is.
 */
import { useMemo } from 'react';
import { modelName } from '../../model/presets.ts';
import type { ModelSpec } from '../../model/spec.ts';
import type { RunRecord } from '../../storage/runRecord.ts';
import { specOf } from '../../training/config.ts';
import { shippedRunId } from '../../training/questions.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { ShippedNetwork } from '../../training/shippedNetwork.ts';
import { usePage, useRunsState } from './react.ts';
import { useFrames, useFramesState, useShipped } from './reactFrames.ts';
import { isActive } from './run.ts';
import { runsToLookAt } from './shownRun.ts';

export type RunName = Pick<RunRecord, 'id' | 'name' | 'config'>;

export interface ShownRun {
  /** `shippedRunId` is the network that comes with the page. Undefined where there is neither that nor a run. */
  readonly id: string | undefined;
  /** Undefined also of a run that is not recorded yet. */
  readonly record: RunRecord | undefined;
  /** How the network that comes with the page was trained, where it is looked at. */
  readonly shipped: ShippedNetwork | undefined;
  /** Of the run, or where there is none the one that is set. */
  readonly config: RunConfig;
  readonly spec: ModelSpec;
  /** All that can be chosen, in the order of their starts; the network that comes with the page is the first. */
  readonly runs: readonly RunName[];
  readonly choose: (id: string) => void;
  /** Whether it is known by now which run it is, or that there is none. */
  readonly loaded: boolean;
  /** Whether it goes on, or has yet to begin: frames that are missing are still to come. */
  readonly waiting: boolean;
}

export function useShownRun(): ShownRun {
  const { network, known } = useShipped();
  // Until then the network that comes with the page answers.
  const own = usePage(({ run }) => (run && (run.step > 0 || !network) ? run.id : undefined));
  const all = useRunsState((state) => state.runs);
  const runsLoaded = useRunsState((state) => state.loaded);
  const chosen = useFramesState(({ run }) => run);
  const { choose } = useFrames().actions;
  const { runs: recorded, record: usual } = useMemo(() => runsToLookAt(all, own, chosen), [all, own, chosen]);
  const usualId = usual?.id ?? own;
  const shipped = chosen === shippedRunId || usualId === undefined ? network : undefined;
  const id = shipped ? shippedRunId : usualId;
  const record = shipped ? undefined : usual;
  const runs = useMemo(
    () =>
      network
        ? [{ id: shippedRunId, name: modelName(specOf(network.config)), config: network.config }, ...recorded]
        : recorded,
    [network, recorded],
  );
  const set = usePage(({ run, config }) => (run && run.id === id ? run.config : config));
  const config = (shipped ?? record)?.config ?? set;
  const spec = useMemo(() => specOf(config), [config]);
  const waiting = usePage(
    ({ run }) => run !== undefined && run.id === id && (run.epochs.length === 0 || isActive(run)),
  );
  const loaded = id !== undefined || (runsLoaded && known);
  return { id, record, shipped, config, spec, runs, choose, loaded, waiting };
}
