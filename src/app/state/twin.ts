/**
 * The network that is set and its twin, which differs in the shortcuts alone: one click takes the vitals of both in their first
 * training step, so that the gradient of the plain network stands beside that of the residual one. A store without React; the
 * worker does the work (`look` in src/worker/protocol.ts), `features/diagram` shows it.
 *
 * To show it: `useTwin().actions.look()` on the click, `useTwinState(({ doing }) => doing)` while it lasts, then
 * `lookOf(state, config)` for the blocks of both, which are in the order of the forward pass and have the same names.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../problems/index.ts';
import { specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { BlockVitals } from '../../training/vitals.ts';
import type { TrainerClient } from '../../worker/client.ts';
import { isMeasuring } from './bench.ts';
import { quickPlan } from './estimate.ts';
import type { Page, PageState } from './page.ts';
import { createWorkerJob } from './workerJob.ts';

export type Side = 'residual' | 'plain';

/** The vitals of both, as far as they are known. */
export type TwinLook = Readonly<Partial<Record<Side, readonly BlockVitals[]>>>;

export interface TwinState extends TwinLook {
  /** What the vitals are of: see `twinKey`. */
  readonly key?: string;
  /** The network that is being looked at. */
  readonly doing?: Side;
  /** Why the last look failed. */
  readonly problem?: Problem;
}

export interface Twin {
  readonly store: StoreApi<TwinState>;
  readonly actions: {
    /** Looks at both, one after the other. Does nothing while a look or a measurement is under way, or where both are known. */
    look(): void;
    /** Ends the look under way; what is known stays. */
    stop(): void;
    dismissProblem(): void;
  };
}

type Pair = Pick<PageState, 'config' | 'shortcutKind'>;

/** The config with the shortcuts of a side; a plain network's twin has the kind that the page would give it. */
const sideOf = ({ config, shortcutKind }: Pair, side: Side): RunConfig => ({
  ...config,
  shortcut: side === 'plain' ? 'none' : config.shortcut === 'none' ? shortcutKind : config.shortcut,
});

/** Equal where a look would be at the same two networks with the same weights: taking shortcuts away or giving them back changes nothing. */
function keyOf(pair: Pair): string {
  const config = sideOf(pair, 'residual');
  return JSON.stringify([specOf(config), config.dataset, config.seed, config.init]);
}

/** The vitals of the network of a config and of its twin, where they are those of the last look. */
export const lookOf = (state: TwinState, pair: Pair): TwinLook | undefined =>
  state.key === keyOf(pair) ? state : undefined;

/** Billions of operations that a look may take at about: a second on a software adapter, nothing on others. */
const gflopPerLook = { software: 4, hardware: 200 };
/** Batch normalisation needs company. */
const leastPictures = 2;

export function createTwin(client: TrainerClient, page: Page): Twin {
  const store = createStore<TwinState>(() => ({}));
  const { getState: state, setState: set } = store;
  const job = createWorkerJob(client);

  /** Looks at one of both networks, then at the other. */
  const send = (doing: Side, configs: Readonly<Record<Side, RunConfig>>) => {
    set({ doing });
    job.ask({ type: 'look', config: configs[doing] }, (answer) => {
      if (answer.type === 'progress') return;
      if (answer.type !== 'vitals') {
        set({ doing: undefined, problem: answer.type === 'failed' ? answer.problem : undefined });
        return;
      }
      set({ [doing]: answer.blocks, doing: undefined });
      if (doing === 'residual') send('plain', configs);
    });
  };

  const stop = () => {
    if (job.stop()) set({ doing: undefined });
  };

  page.store.subscribe((now) => {
    if (state().key === undefined || lookOf(state(), now)) return;
    stop();
    store.setState({}, true);
  });

  return {
    store,
    actions: {
      look() {
        const now = page.store.getState();
        const { residual, plain } = lookOf(state(), now) ?? {};
        // The worker does one thing at a time: a measurement goes first.
        if (!now.device || job.asked || isMeasuring(now.bench) || (residual && plain)) return;
        // Both see the same pictures.
        const { software } = now.device;
        const most = gflopPerLook[software ? 'software' : 'hardware'];
        const affordable = quickPlan(sideOf(now, 'residual'), now.device, most).models[0]?.batchSize ?? 1;
        const batchSize = Math.min(now.config.batchSize, Math.max(leastPictures, affordable));
        const configs = {
          residual: { ...sideOf(now, 'residual'), batchSize },
          plain: { ...sideOf(now, 'plain'), batchSize },
        };
        set({ key: keyOf(now), problem: undefined });
        send(residual ? 'plain' : 'residual', configs);
      },
      stop,
      dismissProblem: () => set({ problem: undefined }),
    },
  };
}
