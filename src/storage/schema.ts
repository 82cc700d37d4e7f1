/**
 * The stores of the browser's database and their types, for page and worker alike. Types say what is written; what is read may
 * be of another version of the page, or damaged, and is checked by the repository of its store.
 *
 * To add a store: its type here, `createObjectStore` in `database.ts` under the next version, a repository.
 */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { CheckpointInfo } from './checkpoints.ts';
import type { FrameInfo } from './frameRepository.ts';
import type { PathInfo } from './pathRepository.ts';

/** The newest checkpoint and the one before it take turns in two places, so that none is copied. */
const newestPlaces = ['last', 'spare', 'best'] as const;
/** The states before the changes of depth that can be taken back, the oldest first. */
export const levelPlaces = ['level0', 'level1', 'level2', 'level3', 'level4'] as const;
export const checkpointPlaces = [...newestPlaces, ...levelPlaces] as const;
export type CheckpointPlace = (typeof checkpointPlaces)[number];

/** The stores that have something of a frame, and of a point of a path, all under its run and epoch. */
export const frameStores = ['frameInfos', 'frames'] as const;
export const pathStores = ['pathInfos', 'paths'] as const;
/** All that goes with the weights of a run. */
export const epochStores = [...frameStores, ...pathStores] as const;
/** The keys of what a run has in them from an epoch on. */
export const epochsFrom = (runId: string, epoch = 0): IDBKeyRange =>
  IDBKeyRange.bound([runId, epoch], [runId, Number.POSITIVE_INFINITY]);

export interface PlaygroundSchema extends DBSchema {
  /** Every run by its id, as `writeRecord` in `runRecordSchema.ts` makes it. */
  runs: { key: string; value: Readonly<Record<string, unknown>> };
  /**
   * When runs were deleted, by their ids, in milliseconds since 1970: a tab that still shows one of them must not bring it back by what
   * it writes.
   */
  deletedRuns: { key: string; value: number };
  /**
   * What is known of each checkpoint, by the id of its run; settings as texts, as in the address. `newest` is the place of the file
   * that was written last: `last` where it is not said.
   */
  checkpoints: {
    key: string;
    value: Omit<CheckpointInfo, 'config'> & {
      readonly config: Readonly<Record<string, string>>;
      readonly newest?: 'last' | 'spare';
    };
  };
  /** The files of each checkpoint, apart from what is known of it: a list does not read hundreds of megabytes. */
  checkpointFiles: { key: [runId: string, place: CheckpointPlace]; value: Uint8Array };
  /** What is known of each frame, by its run and epoch. */
  frameInfos: { key: [runId: string, epoch: number]; value: FrameInfo };
  /** The frames under the same keys, with typed arrays as they are, and a checksum. */
  frames: { key: [runId: string, epoch: number]; value: Readonly<Record<string, unknown>> };
  /** What is known of each point of a path, by its run and epoch. */
  pathInfos: { key: [runId: string, epoch: number]; value: PathInfo };
  /** The weights of those points, with a checksum. */
  paths: { key: [runId: string, epoch: number]; value: Readonly<Record<string, unknown>> };
  /** What is known of data sets of somebody's own, and where their pictures lie, by name. */
  ownSets: { key: string; value: Readonly<Record<string, unknown>> };
  /** What the tuner measured, as JSON, by device and version of the kernels. */
  tuning: { key: string; value: string };
}

export type PlaygroundDatabase = IDBPDatabase<PlaygroundSchema>;
