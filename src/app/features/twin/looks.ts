/** Looks at both networks of a pair as they were before their first step, made when the card is shown and nothing trains. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../problems/index.ts';
import type { NetworkLook } from '../../../training/gradientCorrelation.ts';
import type { RunConfig } from '../../../training/settings.ts';
import type { TrainerClient } from '../../../worker/client.ts';
import type { Reply } from '../../../worker/protocol.ts';
import { onePer } from '../../state/onePer.ts';
import { createWorkerJob } from '../../state/workerJob.ts';

export interface LooksState {
  /** By `keyOf`. */
  readonly known: Readonly<Record<string, NetworkLook>>;
  /** What is looked at. */
  readonly doing?: string;
  /** Why the last look failed. */
  readonly problem?: Problem;
}

export interface Looks {
  readonly store: StoreApi<LooksState>;
  /** Looks at the first of these that is not known; does nothing while a look is under way. */
  look(configs: readonly RunConfig[]): void;
  stop(): void;
}

const keyOf = (config: RunConfig): string => JSON.stringify(config);

export const lookAt = ({ known }: LooksState, config: RunConfig): NetworkLook | undefined =>
  known[keyOf(config)];

function createLooks(client: TrainerClient): Looks {
  const store = createStore<LooksState>(() => ({ known: {} }));
  const job = createWorkerJob(client);
  const end = (state: Partial<LooksState>) =>
    store.setState({ doing: undefined, problem: undefined, ...state });
  const receive = (answer: Reply, key: string) => {
    if (answer.type === 'progress') return;
    if (answer.type !== 'vitals')
      return end({ problem: answer.type === 'failed' ? answer.problem : undefined });
    const { blocks, correlation } = answer;
    const { known } = store.getState();
    end({ known: { ...known, [key]: { blocks, ...(correlation && { correlation }) } } });
  };
  return {
    store,
    look(configs) {
      const config = configs.find((wanted) => !lookAt(store.getState(), wanted));
      if (job.asked || !config) return;
      const key = keyOf(config);
      store.setState({ doing: key, problem: undefined });
      job.ask({ type: 'look', config, correlation: true }, (answer) => receive(answer, key));
    },
    stop() {
      if (job.stop()) end({});
    },
  };
}

/** The looks of a page. */
export const looksOf = onePer(createLooks);
