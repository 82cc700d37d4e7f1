/**
 * Room for weights: whether what the browser has left for this page is enough for a run that starts, and which weights could go where
 * it is not. Nothing goes by itself: a person chooses. It asks the browser to keep what is stored, too, when the first run starts.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type CheckpointInfo, checkpointBytes } from '../../storage/checkpoints.ts';
import type { RunRecord } from '../../storage/runRecord.ts';
import type { Files } from './files.ts';
import type { PageState } from './page.ts';
import { isActive, type Run } from './run.ts';

/** Bytes. */
export interface Shortage {
  readonly needed: number;
  readonly left: number;
}

export interface RoomState {
  /** Of the run that was started last, unless it was taken note of. */
  readonly shortage?: Shortage;
  /** Bytes that the frames of each run take, which go with its weights; undefined before anybody asked. */
  readonly frames?: ReadonlyMap<string, number>;
}

export interface Room {
  readonly store: StoreApi<RoomState>;
  readonly actions: {
    /** Deletes the weights of runs, but of none that is pinned by then. */
    drop(runIds: readonly string[]): Promise<void>;
    dismiss(): void;
    /** Somebody is about to choose what may go: looks up what frames take. */
    measure(): Promise<void>;
  };
}

/** `navigator.storage`, as far as the browser has it. */
export type BrowserRoom = Partial<Pick<StorageManager, 'estimate' | 'persist'>>;

interface RoomDependencies {
  readonly page: StoreApi<PageState>;
  readonly files: Pick<Files, 'store'> & { readonly actions: Pick<Files['actions'], 'dropWeights'> };
  readonly browser: BrowserRoom;
  readonly frameSizes: () => Promise<ReadonlyMap<string, number>>;
}

/** What goes with the weights of a run. */
export interface Droppable extends CheckpointInfo {
  readonly frames: number;
}

/** All that would be free, in bytes. */
export const bytesOf = ({ bytes, frames }: Droppable): number => bytes + frames;

/** Checkpoints whose weights a person may give up: of no pinned run, and of none that somebody trains. The oldest first. */
export const droppable = (
  checkpoints: readonly CheckpointInfo[],
  runs: readonly RunRecord[],
  busy: readonly string[],
  frames: ReadonlyMap<string, number>,
): Droppable[] => {
  const stay = new Set([...busy, ...runs.filter(({ pinned }) => pinned).map(({ id }) => id)]);
  return checkpoints
    .filter(({ runId }) => !stay.has(runId))
    .map((checkpoint) => ({ ...checkpoint, frames: frames.get(checkpoint.runId) ?? 0 }))
    .sort((a, b) => a.savedAt - b.savedAt);
};

/** As many of the oldest as give the bytes, or all. */
export function enough(candidates: readonly Droppable[], bytes: number): string[] {
  let missing = bytes;
  const chosen: string[] = [];
  for (const candidate of candidates) {
    if (missing <= 0) break;
    missing -= bytesOf(candidate);
    chosen.push(candidate.runId);
  }
  return chosen;
}

/** Looks at the room whenever a run starts. */
export function followRoom({ page, files, browser, frameSizes }: RoomDependencies): Room {
  const store = createStore<RoomState>(() => ({}));
  const look = async ({ id, config }: Pick<Run, 'id' | 'config'>) => {
    // Not every browser tells, and one that does may be wrong: a checkpoint that finds no room is reported anyway.
    const { quota, usage } = (await browser.estimate?.().catch(() => undefined)) ?? {};
    if (quota === undefined || usage === undefined) return;
    const own = files.store.getState().checkpoints.find(({ runId }) => runId === id)?.bytes ?? 0;
    const needed = Math.max(0, checkpointBytes(config) - own);
    const left = Math.max(0, quota - usage);
    store.setState({ shortage: left < needed ? { needed, left } : undefined });
  };
  let asked = false;
  let seen: string | undefined;
  page.subscribe(({ run }) => {
    if (!isActive(run) || run.id === seen) return;
    seen = run.id;
    // Some browsers ask the person: only once there is something to keep, and once a visit.
    if (!asked) void browser.persist?.().catch(() => false);
    asked = true;
    void look(run);
  });
  return {
    store,
    actions: {
      async drop(runIds) {
        await files.actions.dropWeights(runIds);
        const { run } = page.getState();
        if (run && store.getState().shortage) await look(run);
      },
      // Where they cannot be read, weights alone are told.
      measure: async () => store.setState({ frames: await frameSizes().catch(() => new Map()) }),
      dismiss: () => store.setState({ shortage: undefined }),
    },
  };
}
