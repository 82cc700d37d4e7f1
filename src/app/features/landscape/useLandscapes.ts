/** The store of landscapes, which is made with the view; and what of it is shown. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '../../../problems/index.ts';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { shippedRunId } from '../../../training/questions.ts';
import type { RunConfig } from '../../../training/settings.ts';
import { areTwins, comparableRuns } from '../../state/comparableRuns.ts';
import {
  createLandscapes,
  type KnownLandscape,
  type Landscapes,
  type LandscapesState,
  landscapeKey,
} from '../../state/landscapes.ts';
import { onePer } from '../../state/onePer.ts';
import { type Stores, useFilesState, useRunsState, useStores } from '../../state/react.ts';
import { useShipped } from '../../state/reactFrames.ts';
import { useShownRun } from '../../state/reactShownRun.ts';
import { usePlan } from './usePlan.ts';
import { useLooking } from './view.ts';

const landscapesOf = onePer((stores: Stores) => createLandscapes(stores));

export const useLandscapes = (): Landscapes => landscapesOf(useStores());

export const useLandscapesState = <T>(select: (state: LandscapesState) => T): T =>
  useStore(useLandscapes().store, select);

/** A network that is shown, and its landscape as far as it is known. */
export interface ShownNetwork {
  readonly id: string;
  /** Undefined is the network that comes with the page. */
  readonly name: string | undefined;
  readonly config: RunConfig;
  readonly landscape: KnownLandscape | undefined;
  /** Why there is none. */
  readonly problem: Problem | undefined;
}

export interface ShownLandscapes {
  /** The one that all views look at, and the one beside it. */
  readonly networks: readonly ShownNetwork[];
  /** What can stand beside it, the newest first. */
  readonly others: readonly Pick<RunRecord, 'id' | 'name' | 'config'>[];
  /** Whether the network that comes with the page can. */
  readonly shipped: boolean;
  /** Id of the one that stands beside it. */
  readonly other: string | undefined;
  /** Whether it is known by now that there is no network. */
  readonly loaded: boolean;
}

export function useShownLandscapes(): ShownLandscapes {
  const { id, record, config, loaded } = useShownRun();
  const { network } = useShipped();
  const records = useRunsState((state) => state.runs);
  const checkpoints = useFilesState((state) => state.checkpoints);
  const plan = usePlan();
  const chosen = useLooking((state) => state.other);
  const known = useLandscapesState((state) => state.known);
  const without = useLandscapesState((state) => state.without);
  const others = useMemo(
    () => comparableRuns(records, checkpoints, id, config),
    [records, checkpoints, id, config],
  );
  const shipped = id !== shippedRunId && network !== undefined && network.config.dataset === config.dataset;
  const asked = chosen ?? others.find((run) => areTwins(run.config, config))?.id;
  const other = shipped && asked === shippedRunId ? asked : others.find((run) => run.id === asked)?.id;
  const networks = useMemo(() => {
    const of = (runId: string, name: string | undefined, its: RunConfig): ShownNetwork => ({
      id: runId,
      name,
      config: its,
      landscape: known.get(landscapeKey(runId, plan)),
      problem: without.get(landscapeKey(runId, plan)),
    });
    const first =
      id === undefined ? [] : [of(id, id === shippedRunId ? undefined : (record?.name ?? ''), config)];
    const beside = others.find((run) => run.id === other);
    if (beside) return [...first, of(beside.id, beside.name, beside.config)];
    return other !== undefined && network ? [...first, of(other, undefined, network.config)] : first;
  }, [id, record, config, others, other, network, known, without, plan]);
  return { networks, others, shipped, other, loaded };
}
