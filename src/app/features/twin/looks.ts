/** Looks at both networks of a pair as they were before their first step, made when the card is shown and nothing trains. No React. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../../problems/index.ts';
import type { NetworkLook } from '../../../training/gradientCorrelation.ts';
import type { RunConfig } from '../../../training/settings.ts';
import type { TrainerClient } from '../../../worker/client.ts';
import { nextId } from '../../state/page.ts';

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
  let asked: { readonly id: string; readonly key: string } | undefined;
  const end = (state: Partial<LooksState>) => {
    asked = undefined;
    store.setState({ doing: undefined, problem: undefined, ...state });
  };
  client.onMessage((message) => {
    if (message.type !== 'answer' || !asked || message.id !== asked.id) return;
    const { answer } = message;
    if (answer.type === 'progress') return;
    if (answer.type !== 'vitals')
      return end({ problem: answer.type === 'failed' ? answer.problem : undefined });
    const { blocks, correlation } = answer;
    const { known } = store.getState();
    end({ known: { ...known, [asked.key]: { blocks, ...(correlation && { correlation }) } } });
  });
  return {
    store,
    look(configs) {
      const config = configs.find((wanted) => !lookAt(store.getState(), wanted));
      if (asked || !config) return;
      asked = { id: nextId(), key: keyOf(config) };
      store.setState({ doing: asked.key, problem: undefined });
      client.send({ type: 'look', id: asked.id, config, correlation: true });
    },
    stop() {
      if (!asked) return;
      client.send({ type: 'stop-evaluation', id: asked.id });
      // Its answer comes too late.
      end({});
    },
  };
}

const all = new WeakMap<TrainerClient, Looks>();

/** The looks of a page, made when they are first wanted. */
export function looksOf(client: TrainerClient): Looks {
  const looks = all.get(client) ?? createLooks(client);
  all.set(client, looks);
  return looks;
}
