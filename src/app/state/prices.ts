/**
 * What accuracy every block costs when it is left out: one sweep after the other over the blocks of the network that answers, a question a
 * block, for as long as a view shows it. While a run trains a sweep takes few pictures, and the next begins after another epoch;
 * a network that stands still is asked about more and more of them. A store without React, made with the first such view.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../problems/index.ts';
import type { Labels } from '../../training/labels.ts';
import { joinedPair, nothingCounted, type Pair, type Price, pairOf, priceOf } from '../../training/price.ts';
import type { AnsweringNetwork, Question } from '../../training/questions.ts';
import type { LeftOut } from './leftOut.ts';
import type { Page, PageState } from './page.ts';
import { keyOf, type Questions, type Told } from './questions.ts';

/** Test pictures behind each round: of a network that stands still a first sight soon, and one shard in the end; of one that learns. */
const rounds = { still: [100, 250, 500, 1000], learning: [250] } as const;

/** What a block costs, or several that are switched off together. */
export interface Priced extends Price {
  /** With the weights that the network had at the time. */
  readonly network: AnsweringNetwork;
}

export interface PricesState {
  /** By `priceKey`. */
  readonly prices: Readonly<Record<string, Priced>>;
  /** Blocks of the round under way that are done, of how many; undefined where nothing is to be asked now. */
  readonly progress?: { readonly done: number; readonly total: number };
  /** Why nothing comes. */
  readonly problem?: Problem;
}

/** A network, by the names of its blocks. */
export interface Swept {
  /** Equal as long as it is the same network, which may learn meanwhile. */
  readonly id: string;
  readonly blocks: readonly string[];
  /** Class numbers of the test pictures. */
  readonly labels: Labels;
}

export interface Prices {
  readonly store: StoreApi<PricesState>;
  /** Somebody looks at it. @returns says that nobody does any more. */
  watch(swept: Swept): () => void;
}

export const priceKey = (blocks: readonly string[]): string => [...blocks].sort().join(' ');

interface PricesDependencies {
  readonly questions: Questions;
  readonly page: Pick<Page, 'store'>;
  readonly leftOut: Pick<LeftOut, 'store'>;
}

const learns = ({ run }: PageState): boolean =>
  run !== undefined && run.end === undefined && run.phase !== 'paused';

/** Equal as long as there is nothing new to measure. */
const stateOf = (state: PageState): string => {
  const { run } = state;
  if (!run) return '';
  return `${run.id} ${learns(state) ? `epoch ${run.epochs.length}` : `step ${run.step}`}`;
};

/** Equal as long as the weights are. */
const weightsOf = (network: AnsweringNetwork): string =>
  network.kind === 'run' ? `${network.runId} ${network.step}` : network.kind;

export function createPrices({ questions, page, leftOut }: PricesDependencies): Prices {
  const store = createStore<PricesState>(() => ({ prices: {} }));
  const { getState: state, setState: set } = store;
  let last: string | undefined;

  function sweep({ blocks, labels }: Swept): () => void {
    let measured = '';
    let ends: readonly number[] = [];
    let counts = new Map<string, Pair>();
    /** What the network said with all of its blocks, by the first picture of a round; it is asked once where it stands still. */
    let wholes = new Map<number, { readonly network: string; readonly logits: Float32Array }>();
    let asked:
      | {
          readonly key: string;
          readonly item: readonly string[];
          readonly from: number;
          readonly end: number;
        }
      | undefined;
    const view = questions.open(hear, 'once');

    const countOf = (item: readonly string[]): Pair => counts.get(priceKey(item)) ?? nothingCounted;
    /** All that is to be priced: what is switched off first, as somebody has just done that. */
    const items = (): readonly (readonly string[])[] => {
      const off = leftOut.store.getState().blocks.filter((block) => blocks.includes(block));
      return [...(off.length > 1 ? [off] : []), ...blocks.map((block) => [block])];
    };

    function begin(): void {
      measured = stateOf(page.store.getState());
      ends = learns(page.store.getState()) ? rounds.learning : rounds.still;
      counts = new Map();
      wholes = new Map();
      asked = undefined;
    }

    /** Asks for whatever has been asked about the fewest pictures. */
    function goOn(): void {
      const all = items();
      const least = Math.min(...all.map((item) => countOf(item).pictures));
      const end = Math.min(ends.find((one) => one > least) ?? 0, labels.length);
      if (least >= end) {
        asked = undefined;
        view.ask(undefined);
        set({ progress: undefined });
        if (measured !== stateOf(page.store.getState())) {
          begin();
          goOn();
        }
        return;
      }
      const item = all.find((one) => countOf(one).pictures === least) ?? [];
      const question: Question = {
        pictures: { kind: 'test', indices: Array.from({ length: end - least }, (_, i) => least + i) },
        taps: { mode: 'evaluation' },
        without: item,
        ...(!wholes.has(least) && { compared: true }),
      };
      const done = all.filter((one) => countOf(one).pictures > least).length;
      set({ progress: { done, total: all.length } });
      const key = keyOf(question);
      if (asked?.key === key) return;
      asked = { key, item, from: least, end };
      // The same question as in the sweep before is another one.
      view.ask(undefined);
      view.ask(question);
    }

    function hear({ key, answer, problem }: Told): void {
      if (!asked || key !== asked.key) return;
      set({ problem });
      if (!answer) return;
      const { item, from, end } = asked;
      const { network, whole, logits } = answer;
      const same = weightsOf(network);
      const known = wholes.get(from);
      const all = whole ?? (known?.network === same ? known.logits : undefined);
      asked = undefined;
      wholes.delete(from);
      // It has learned since: both are asked for together.
      if (!all) {
        goOn();
        return;
      }
      if (ends === rounds.still) wholes.set(from, { network: same, logits: all });
      const own = labels.subarray(from, end);
      const pair = joinedPair(countOf(item), pairOf(own, all, logits));
      counts.set(priceKey(item), pair);
      const price = priceOf(pair);
      if (price) set({ prices: { ...state().prices, [priceKey(item)]: { ...price, network } } });
      goOn();
    }

    const stops = [
      page.store.subscribe((now, before) => {
        if (stateOf(now) === measured) return;
        if (stateOf(now) === stateOf(before) && asked) return;
        // What learns on is measured to the end of its first round; what stands still, or has just begun to learn on, is another network.
        if (learns(now) && asked?.from === 0 && ends === rounds.learning) return;
        begin();
        goOn();
      }),
      leftOut.store.subscribe(goOn),
    ];
    begin();
    goOn();
    return () => {
      for (const stop of stops) stop();
      view.close();
      set({ progress: undefined });
    };
  }

  return {
    store,
    watch(swept) {
      if (swept.id !== last) set({ prices: {}, problem: undefined });
      last = swept.id;
      return sweep(swept);
    },
  };
}
