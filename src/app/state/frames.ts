/**
 * The frames of runs, by epoch: the newest come from the worker while it trains, older ones from the browser's database when a view
 * wants them, and only so many stay in memory. One `epoch` moves all views through time, and one run is looked at by all of them. A store
 * without React, which is made with the first view; views ask by `useFrame` in `reactFrames.ts`.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { FrameRepository } from '../../storage/frameRepository.ts';
import { epochOfStart, type RunEvent } from '../../training/events.ts';
import type { Frame } from '../../training/frames.ts';
import type { TrainerClient } from '../../worker/client.ts';
import type { Page } from './page.ts';
import type { Runs } from './runsStore.ts';

/** Frames in memory at most: 3 MB of ten classes. */
const mostInMemory = 32;

export interface FramesState {
  /** Epochs of which there are frames, ascending, of every run that somebody asked about. */
  readonly epochs: Readonly<Record<string, readonly number[]>>;
  /** The last epoch whose frame has readers, of every run that one is known of. */
  readonly probed: Readonly<Record<string, number>>;
  /** Frames in memory by `frameKey`; those that were wanted last are the last. */
  readonly frames: ReadonlyMap<string, Frame>;
  /** The epoch that all views show: undefined is the newest, whatever comes. */
  readonly epoch?: number;
  /** The run that a person chose to look at; undefined is the usual one, see `useShownRun`. */
  readonly run?: string;
}

/** Which frame of a run: of an epoch, its newest, the newest with readers, or that of the epoch which all views show. */
export type WhichFrame = number | 'newest' | 'probed' | 'shown';

export interface Frames {
  readonly store: StoreApi<FramesState>;
  readonly actions: {
    /** Somebody looks at a run: asks which frames are stored of it, once. */
    look(runId: string): void;
    /** Somebody looks at the frame of an epoch: it is read where it is not in memory, and stays the longest. */
    want(runId: string, epoch: number): void;
    /** The frame of an epoch for whoever goes through many: it does not stay in memory. Undefined where it cannot be had. */
    read(runId: string, epoch: number): Promise<Frame | undefined>;
    /** Moves all views to an epoch; undefined follows the run. */
    show(epoch?: number): void;
    /** All views look at this run, until another one is chosen or a new one starts. */
    choose(runId: string): void;
  };
}

interface FramesDependencies {
  readonly client: Pick<TrainerClient, 'onMessage'>;
  readonly page: Pick<Page, 'store'>;
  readonly runs: Pick<Runs, 'onDelete' | 'onElsewhere'>;
  readonly open: () => Promise<FrameRepository>;
}

const frameKey = (runId: string, epoch: number): string => `${epoch} ${runId}`;

/** The epoch whose frame is meant: of those that are left the last one that is not later, or else the first. Undefined where there is none. */
export function epochOf(
  { epochs, probed, epoch: shown }: Pick<FramesState, 'epochs' | 'probed' | 'epoch'>,
  runId: string,
  which: WhichFrame,
): number | undefined {
  const known = epochs[runId] ?? [];
  const wanted = which === 'shown' ? (shown ?? 'newest') : which;
  // Of a run whose frames do not tell, the newest may have readers.
  if (wanted === 'probed') return probed[runId] ?? known.at(-1);
  if (wanted === 'newest') return known.at(-1);
  return known.findLast((epoch) => epoch <= wanted) ?? known[0];
}

/** The frame of an epoch, where it is in memory. */
export const frameOf = (
  { frames }: Pick<FramesState, 'frames'>,
  runId: string,
  epoch: number,
): Frame | undefined => frames.get(frameKey(runId, epoch));

export function followFrames({ client, page, runs, open }: FramesDependencies): Frames {
  const { run } = page.store.getState();
  const store = createStore<FramesState>(() =>
    run?.frame
      ? {
          epochs: { [run.id]: [run.frame.epoch] },
          probed: run.frame.readers ? { [run.id]: run.frame.epoch } : {},
          frames: new Map([[frameKey(run.id, run.frame.epoch), run.frame]]),
        }
      : { epochs: {}, probed: {}, frames: new Map() },
  );
  const { getState: state, setState: set } = store;
  /** The run that the worker trains or trained last. */
  let own = run?.id;
  /** Frames that are being read. */
  const reading = new Set<string>();
  /** Runs whose stored frames were asked for. */
  const asked = new Set<string>();

  const setEpochs = (runId: string, epochs: Iterable<number>) =>
    set({ epochs: { ...state().epochs, [runId]: [...new Set(epochs)].sort((a, b) => a - b) } });
  const keep = (runId: string, frame: Frame) => {
    const key = frameKey(runId, frame.epoch);
    const others = [...state().frames].filter(([other]) => other !== key);
    set({ frames: new Map([...others, [key, frame] as const].slice(-mostInMemory)) });
  };
  /** @param epoch The last one with readers; undefined where none is known. */
  const setProbed = (runId: string, epoch: number | undefined) => {
    const { [runId]: _, ...others } = state().probed;
    set({ probed: epoch === undefined ? others : { ...others, [runId]: epoch } });
  };
  /** Takes the frames of a run after an epoch out of memory. */
  const drop = (runId: string, after = 0) => {
    const { epochs, frames, probed } = state();
    if ((probed[runId] ?? 0) > after) setProbed(runId, undefined);
    const gone = (epochs[runId] ?? []).filter((epoch) => epoch > after);
    if (gone.length === 0) return;
    const keys = new Set(gone.map((epoch) => frameKey(runId, epoch)));
    set({ frames: new Map([...frames].filter(([key]) => !keys.has(key))) });
    setEpochs(
      runId,
      (epochs[runId] ?? []).filter((epoch) => epoch <= after),
    );
  };

  const add = (runId: string, frame: Frame) => {
    keep(runId, frame);
    if (frame.readers) setProbed(runId, frame.epoch);
    setEpochs(runId, [...(state().epochs[runId] ?? []), frame.epoch]);
  };

  /** What is stored of a run, and what came from the worker and may not be stored yet, or find no room. */
  const list = async (runId: string) => {
    const infos = await open()
      .then((repository) => repository.list(runId))
      .catch(() => []);
    const inMemory = (state().epochs[runId] ?? []).filter((epoch) => frameOf(state(), runId, epoch));
    const probed = [
      ...infos.flatMap(({ epoch, readers }) => (readers ? [epoch] : [])),
      ...inMemory.filter((epoch) => frameOf(state(), runId, epoch)?.readers),
    ];
    setProbed(runId, probed.length > 0 ? Math.max(...probed) : undefined);
    setEpochs(runId, [...infos.map(({ epoch }) => epoch), ...inMemory]);
  };

  const load = (runId: string, epoch: number): Promise<Frame | undefined> =>
    open()
      .then((repository) => repository.load(runId, epoch))
      .catch(() => undefined);

  const follow = (event: RunEvent) => {
    const { runId } = event;
    if (event.type === 'start') {
      // Whoever looks at another run's past is not taken away from it by the same run going on.
      if (own !== runId) set({ epoch: undefined, run: undefined });
      own = runId;
      drop(runId, Math.floor(epochOfStart(event)));
    } else if (event.type === 'frame') add(runId, event.frame);
  };
  client.onMessage((message) => {
    if (message.type === 'run') follow(message.event);
  });
  runs.onDelete((runId) => {
    drop(runId);
    asked.delete(runId);
  });
  runs.onElsewhere((gone) => {
    for (const runId of gone) drop(runId);
    for (const runId of asked) if (runId !== own) void list(runId);
  });

  return {
    store,
    actions: {
      look(runId) {
        if (asked.has(runId)) return;
        asked.add(runId);
        void list(runId);
      },
      want(runId, epoch) {
        const key = frameKey(runId, epoch);
        const known = frameOf(state(), runId, epoch);
        if (known) {
          if ([...state().frames.keys()].at(-1) !== key) keep(runId, known);
          return;
        }
        if (reading.has(key)) return;
        reading.add(key);
        void load(runId, epoch).then((frame) => {
          reading.delete(key);
          const epochs = state().epochs[runId] ?? [];
          if (frame && epochs.includes(epoch)) keep(runId, frame);
          // One that cannot be read is as good as none.
          else if (!frame)
            setEpochs(
              runId,
              epochs.filter((other) => other !== epoch),
            );
        });
      },
      read: async (runId, epoch) => frameOf(state(), runId, epoch) ?? load(runId, epoch),
      show: (epoch) => set({ epoch }),
      choose: (run) => set({ run }),
    },
  };
}
