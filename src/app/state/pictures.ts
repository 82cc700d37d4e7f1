/**
 * Test pictures and their labels for views: asked of the worker when a view wants them, a batch at a time, and the last few thousand
 * stay in memory. What did not come is asked for again as long as a view wants it, and less and less often. A store without React, which
 * is made with the first view; views ask by `usePictures` and `useLabels` in `reactFrames.ts`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DatasetName } from '../../data/sets/index.ts';
import type { Problem } from '../../problems/index.ts';
import type { Labels } from '../../training/labels.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { Reply } from '../../worker/protocol.ts';
import { type After, waitAfter } from './after.ts';
import { nextId } from './page.ts';

/** Pictures in memory at most: 6 MB of 32 by 32 pixels. */
const mostInMemory = 2000;
/** Pictures that are asked for at a time. */
const atOnce = 200;

export interface PicturesState {
  /** S·S·3 bytes, RGB, by `pictureKey`; those that came last are the last. */
  readonly pictures: ReadonlyMap<string, Uint8Array>;
  /** Class numbers of all test pictures of a data set. */
  readonly labels: Readonly<Partial<Record<DatasetName, Labels>>>;
  /** Why what was asked for last did not come. */
  readonly problem?: Problem;
}

export interface Pictures {
  readonly store: StoreApi<PicturesState>;
  readonly actions: {
    /** Somebody shows these test pictures: those that are not in memory are asked for. @returns says that nobody does any more. */
    want(dataset: DatasetName, numbers: readonly number[]): () => void;
    /** The same for the class numbers of all test pictures. */
    wantLabels(dataset: DatasetName): () => void;
  };
}

const pictureKey = (dataset: DatasetName, number: number): string => `${dataset} ${number}`;

/** A test picture, where it is in memory. */
export const pictureOf = (
  { pictures }: Pick<PicturesState, 'pictures'>,
  dataset: DatasetName,
  number: number,
): Uint8Array | undefined => pictures.get(pictureKey(dataset, number));

interface PicturesDependencies {
  readonly client: Pick<TrainerClient, 'send' | 'onMessage'>;
  readonly after: After;
}

export function createPictures({ client, after }: PicturesDependencies): Pictures {
  const store = createStore<PicturesState>(() => ({ pictures: new Map(), labels: {} }));
  const { getState: state, setState: set } = store;
  /** What to do with the answers to requests. */
  const waiting = new Map<string, (answer: Reply) => void>();
  /** Pictures that were wanted and not asked for yet, by their sets. */
  const wanted = new Map<DatasetName, Set<number>>();
  /** Pictures and labels that are on their way, by their keys. */
  const asked = new Set<string>();

  client.onMessage((message) => {
    if (message.type !== 'answer') return;
    const take = waiting.get(message.id);
    waiting.delete(message.id);
    take?.(message.answer);
  });
  /** What asks for that which views want and which is not there. */
  const wishes = new Set<() => void>();
  let failures = 0;
  let endWait = () => {};
  /** All that failed is asked for again at once: what one lacked, the others lack too. */
  function failed(answer: Reply): void {
    if (answer.type !== 'failed') return;
    set({ problem: answer.problem });
    endWait();
    endWait = after(waitAfter(failures), () => {
      failures++;
      for (const ask of wishes) ask();
    });
  }
  function came(change: Partial<PicturesState>): void {
    failures = 0;
    set({ ...change, problem: undefined });
  }
  function wish(ask: () => void): () => void {
    wishes.add(ask);
    ask();
    return () => {
      wishes.delete(ask);
    };
  }

  function ask(dataset: DatasetName, numbers: readonly number[]): void {
    const id = nextId();
    waiting.set(id, (answer) => {
      for (const number of numbers) asked.delete(pictureKey(dataset, number));
      if (answer.type !== 'pictures') return failed(answer);
      const bytes = answer.images.length / numbers.length;
      const pictures = numbers.map(
        (number, i) =>
          [pictureKey(dataset, number), answer.images.slice(i * bytes, (i + 1) * bytes)] as const,
      );
      came({ pictures: new Map([...state().pictures, ...pictures].slice(-mostInMemory)) });
    });
    client.send({ type: 'pictures', id, dataset, numbers });
  }

  /** Asks for all that the views of one moment want. */
  function askForWanted(): void {
    for (const [dataset, numbers] of wanted) {
      const all = [...numbers];
      for (let start = 0; start < all.length; start += atOnce) ask(dataset, all.slice(start, start + atOnce));
    }
    wanted.clear();
  }

  function askMissing(dataset: DatasetName, numbers: readonly number[]): void {
    const missing = numbers.filter(
      (number) => !pictureOf(state(), dataset, number) && !asked.has(pictureKey(dataset, number)),
    );
    if (missing.length === 0) return;
    if (wanted.size === 0) queueMicrotask(askForWanted);
    const known = wanted.get(dataset) ?? new Set();
    wanted.set(dataset, known);
    for (const number of missing) {
      known.add(number);
      asked.add(pictureKey(dataset, number));
    }
  }

  function askLabels(dataset: DatasetName): void {
    if (state().labels[dataset] || asked.has(dataset)) return;
    asked.add(dataset);
    const id = nextId();
    waiting.set(id, (answer) => {
      asked.delete(dataset);
      if (answer.type !== 'labels') return failed(answer);
      came({ labels: { ...state().labels, [dataset]: answer.labels } });
    });
    client.send({ type: 'labels', id, dataset });
  }

  return {
    store,
    actions: {
      want: (dataset, numbers) => wish(() => askMissing(dataset, numbers)),
      wantLabels: (dataset) => wish(() => askLabels(dataset)),
    },
  };
}
