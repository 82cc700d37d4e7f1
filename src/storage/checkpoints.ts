/**
 * Checkpoints that outlive their page: what is known of each without reading it, and the repository that holds them. Plain
 * data; `checkpointDatabase.ts` is the repository in IndexedDB, `checkpointManager.ts` writes to it.
 */

import { elementsOf, parametersOf } from '../model/parameters.ts';
import { structureOf } from '../model/structure.ts';
import { specOf } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';

/** The run as it was last, with all that resuming needs; or the weights of its best epoch alone. */
export const checkpointParts = ['last', 'best'] as const;
export type CheckpointPart = (typeof checkpointParts)[number];
export type CheckpointFiles = Readonly<Partial<Record<CheckpointPart, Uint8Array>>>;
/** Of what was last the one before stays too, for when the newest is damaged. */
export type StoredPart = CheckpointPart | 'previous';

/** What is known of the checkpoint of a run without reading its files. */
export interface CheckpointInfo {
  readonly runId: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Of all its files together. */
  readonly bytes: number;
  /** As it was last, live changes included: a run goes on with these. */
  readonly config: RunConfig;
  /** Steps done. */
  readonly step: number;
  /** Epochs done, evaluation included. */
  readonly epoch: number;
  /** The best epoch, where its weights are stored beside the last ones. */
  readonly best?: { readonly epoch: number; readonly testAccuracy: number };
}

/** A run that has not done all its epochs can go on. */
export const isUnfinished = ({ epoch, config }: Pick<CheckpointInfo, 'epoch' | 'config'>): boolean =>
  epoch < config.epochs;

/** What a file says of its tensors and its run, roughly. */
const headerBytes = 4096;

/**
 * Bytes that the checkpoints of a run need at most: the last one and the one before it, and the weights of the best epoch.
 */
export function checkpointBytes(config: RunConfig): number {
  const bytes = parametersOf(structureOf(specOf(config))).map(({ shape, trainable }) => {
    const weights = 4 * elementsOf(shape);
    const slots = trainable ? (config.optimizer === 'adamw' ? 2 : 1) : 0;
    const averages = config.ema > 0 ? 1 : 0;
    return 2 * weights * (1 + slots + averages) + weights;
  });
  return bytes.reduce((total, value) => total + value, 3 * headerBytes);
}

export interface CheckpointRepository {
  /** The newest first. Records that cannot be read are left out. */
  list(): Promise<CheckpointInfo[]>;
  load(runId: string, part: StoredPart): Promise<Uint8Array | undefined>;
  /**
   * Replaces what there is of a run; parts that are not given stay, and what was last before is `previous` from then on.
   * @throws where there is no room.
   */
  save(info: CheckpointInfo, parts: CheckpointFiles): Promise<void>;
  /** The states before the changes of depth of a run, the oldest first. */
  levels(runId: string): Promise<readonly Uint8Array[]>;
  /** Puts these in the place of those before. @throws where there is no room. */
  saveLevels(runId: string, files: readonly Uint8Array[]): Promise<void>;
  remove(runId: string): Promise<void>;
}

/** Holds checkpoints as long as it lives. */
export function memoryCheckpoints(): CheckpointRepository {
  const infos = new Map<string, CheckpointInfo>();
  const files = new Map<string, Readonly<Partial<Record<StoredPart, Uint8Array>>>>();
  const levels = new Map<string, readonly Uint8Array[]>();
  return {
    list: async () => [...infos.values()].sort((a, b) => b.savedAt - a.savedAt),
    load: async (runId, part) => files.get(runId)?.[part],
    save: async (info, parts) => {
      infos.set(info.runId, info);
      const before = files.get(info.runId);
      files.set(info.runId, { ...before, ...(parts.last && { previous: before?.last }), ...parts });
    },
    levels: async (runId) => levels.get(runId) ?? [],
    saveLevels: async (runId, saved) => void levels.set(runId, saved),
    remove: async (runId) => {
      levels.delete(runId);
      infos.delete(runId);
      files.delete(runId);
    },
  };
}
