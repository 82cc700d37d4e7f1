/**
 * The network that comes with the page, as views of frames show it: a run with one frame, which is asked of the worker once a view wants it
 * and nobody saves data. A store without React, which is made with the first such view.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../problems/index.ts';
import type { FrameRepository } from '../../storage/frameRepository.ts';
import { type Frame, frameBytes } from '../../training/frames.ts';
import { shippedRunId } from '../../training/questions.ts';
import type { ShippedNetwork } from '../../training/shippedNetwork.ts';
import type { TrainerClient } from '../../worker/client.ts';
import { type After, waitAfter } from './after.ts';
import { nextId } from './page.ts';
import type { Savings } from './savings.ts';

export interface ShippedState {
  /** How it was trained; undefined while that is not known, and where the page comes without one. */
  readonly network?: ShippedNetwork;
  readonly frame?: Frame;
  /** Whether it is known by now that it is there, or not to be had. */
  readonly known: boolean;
  /** Why it is not to be had. */
  readonly problem?: Problem;
}

export interface Shipped {
  readonly store: StoreApi<ShippedState>;
  /** A view would show it: it is loaded unless the visitor saves data. @returns ends that. */
  readonly want: () => () => void;
}

interface ShippedDependencies {
  readonly client: Pick<TrainerClient, 'send' | 'onMessage'>;
  readonly savings: Pick<Savings, 'store'>;
  readonly after: After;
}

export function createShipped({ client, savings, after }: ShippedDependencies): Shipped {
  const saves = () => savings.store.getState().saves;
  const store = createStore<ShippedState>(() => ({ known: saves() }));
  /** Views that want it. */
  let views = 0;
  let asked: string | undefined;
  let failures = 0;
  /** It is there, or there is none. */
  let settled = false;

  const load = () => {
    if (views === 0 || saves() || asked !== undefined || settled) return;
    asked = nextId();
    client.send({ type: 'shipped', id: asked });
  };
  client.onMessage((message) => {
    if (message.type !== 'answer' || message.id !== asked) return;
    const { answer } = message;
    asked = undefined;
    if (answer.type === 'shipped') {
      settled = true;
      store.setState({ network: answer.network, frame: answer.frame, known: true, problem: undefined });
    } else if (answer.type === 'failed') {
      const { problem } = answer;
      settled = problem?.kind === 'shipped-unusable';
      store.setState({ known: true, problem });
      if (!settled) after(waitAfter(failures++), load);
    }
  });
  savings.store.subscribe(() => {
    if (saves()) return;
    store.setState({ known: false });
    load();
  });
  return {
    store,
    want() {
      views++;
      load();
      return () => void views--;
    },
  };
}

/** Stored frames of runs, and that of the network that comes with the page as one of them. */
export function withShipped(repository: FrameRepository, { store }: Pick<Shipped, 'store'>): FrameRepository {
  return {
    ...repository,
    async list(runId) {
      if (runId !== shippedRunId) return repository.list(runId);
      const { frame } = store.getState();
      return frame
        ? [{ runId, epoch: frame.epoch, step: frame.step, bytes: frameBytes(frame), savedAt: 0 }]
        : [];
    },
    load: async (runId, epoch) =>
      runId === shippedRunId ? store.getState().frame : repository.load(runId, epoch),
  };
}
