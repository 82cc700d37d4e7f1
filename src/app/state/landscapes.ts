/**
 * Loss landscapes that were measured since the page was opened, and the one that is being measured. A store without React, made with the
 * view that shows them; the worker measures (`landscape` in src/worker/protocol.ts), one network after the other.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../problems/index.ts';
import type { Landscape, LandscapeOf, LandscapePlan, LandscapePoints } from '../../training/landscape.ts';
import { networkOfRun } from '../../training/questions.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { Reply } from '../../worker/protocol.ts';
import type { Runs } from './runsStore.ts';
import { createWorkerJob } from './workerJob.ts';

/** The points of a grid that are known so far. */
export type KnownLandscape = LandscapeOf & Landscape;

export interface LandscapesState {
  /** By `landscapeKey`. */
  readonly known: ReadonlyMap<string, KnownLandscape>;
  /** What is being measured: the network, and how far that is; the total is unknown until the network is ready. */
  readonly doing?: { readonly runId: string; readonly done: number; readonly total?: number };
  /** Networks of which there is nothing to measure, by `landscapeKey`, and why. */
  readonly without: ReadonlyMap<string, Problem>;
  /** Why the last measurement failed. */
  readonly problem?: Problem;
}

export interface Landscapes {
  readonly store: StoreApi<LandscapesState>;
  readonly actions: {
    /**
     * Measures what is not known yet, of one network after the other. Does nothing while one is being measured.
     * @param runIds Or `shippedRunId`.
     */
    measure(runIds: readonly string[], plan: LandscapePlan): void;
    /** Ends it; the points that are known stay, and the next time it goes on from there. */
    stop(): void;
    dismissProblem(): void;
  };
}

interface LandscapesDependencies {
  readonly client: Pick<TrainerClient, 'send' | 'onMessage'>;
  readonly runs: Pick<Runs, 'onDelete' | 'onElsewhere'>;
}

/** Equal for equal points: how long it may take changes none of them. */
export const landscapeKey = (runId: string, { seconds: _, ...plan }: LandscapePlan): string =>
  `${runId} ${JSON.stringify(plan)}`;

const joined = (a: Float32Array, b: Float32Array): Float32Array => {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

const nothing: Pick<Landscape, 'losses' | 'accuracies'> = {
  losses: new Float32Array(),
  accuracies: new Float32Array(),
};

/** Whether what is known of a landscape is of the same weights as what is told now. */
const sameWeights = ({ network: a }: LandscapeOf, { network: b }: LandscapeOf): boolean =>
  a.kind === 'run' && b.kind === 'run' ? a.step === b.step : a.kind === b.kind;

export function createLandscapes({ client, runs }: LandscapesDependencies): Landscapes {
  const store = createStore<LandscapesState>(() => ({ known: new Map(), without: new Map() }));
  const { getState: state, setState: set } = store;
  const job = createWorkerJob(client);

  const put = (key: string, landscape: KnownLandscape) =>
    set({ known: new Map([...state().known, [key, landscape] as const]) });
  const forget = (runIds: readonly string[]) => {
    const left = [...state().known].filter(
      ([, { network }]) => network.kind !== 'run' || !runIds.includes(network.runId),
    );
    if (left.length < state().known.size) set({ known: new Map(left) });
    const { without } = state();
    const still = [...without].filter(([key]) => !runIds.some((runId) => key.startsWith(`${runId} `)));
    if (still.length < without.size) set({ without: new Map(still) });
  };

  /** Measures the first of some networks, and the others after it. */
  const send = (runIds: readonly string[], plan: LandscapePlan) => {
    const [runId, ...next] = runIds;
    if (runId === undefined) return set({ doing: undefined });
    const known = state().known.get(landscapeKey(runId, plan))?.losses.length ?? 0;
    if (known >= plan.size ** 2) return send(next, plan);
    set({ doing: { runId, done: known } });
    job.ask({ type: 'landscape', of: networkOfRun(runId), plan, known }, (answer) =>
      receive(answer, plan, runId, next),
    );
  };

  const begin = (key: string, plan: LandscapePlan, ground: LandscapeOf) => {
    const before = state().known.get(key);
    put(key, { ...(before ?? nothing), ...ground, plan });
  };
  const add = (key: string, { from, losses, accuracies }: LandscapePoints) => {
    const before = state().known.get(key);
    if (!before || before.losses.length !== from) return;
    put(key, {
      ...before,
      losses: joined(before.losses, losses),
      accuracies: joined(before.accuracies, accuracies),
    });
  };

  const receive = (answer: Reply, plan: LandscapePlan, runId: string, next: readonly string[]) => {
    const key = landscapeKey(runId, plan);
    if (answer.type === 'progress') {
      const { done, total, ground, points } = answer;
      const before = state().known.get(key);
      if (ground && before && !sameWeights(before, ground)) {
        // The run went on since: what was known is of other weights, and it begins anew.
        job.stop();
        set({ known: new Map([...state().known].filter(([other]) => other !== key)) });
        send([runId, ...next], plan);
        return;
      }
      if (ground) begin(key, plan, ground);
      if (points) add(key, points);
      set({ doing: { runId, done, total } });
      return;
    }
    if (answer.type === 'landscape') {
      send(next, plan);
      return;
    }
    const problem = answer.type === 'failed' ? answer.problem : undefined;
    if (problem?.kind === 'no-path') {
      set({ without: new Map([...state().without, [key, problem] as const]) });
      send(next, plan);
      return;
    }
    set({ doing: undefined, problem });
  };

  client.onMessage((message) => {
    // Its weights are others from here on.
    if (message.type === 'run' && message.event.type === 'start') forget([message.event.runId]);
  });
  runs.onDelete((runId) => forget([runId]));
  runs.onElsewhere(forget);

  return {
    store,
    actions: {
      measure(runIds, plan) {
        if (job.asked) return;
        set({ problem: undefined });
        send(runIds, plan);
      },
      stop() {
        if (job.stop()) set({ doing: undefined });
      },
      dismissProblem: () => set({ problem: undefined }),
    },
  };
}
