/** Checkpoints that outlive their page: what is known of each, and where they lie. Plain data. */
import type { RunConfig } from '../training/settings.ts';

/** The run as it was last, with all that resuming needs; or the weights of its best epoch alone. */
export const keptParts = ['last', 'best'] as const;
export type KeptPart = (typeof keptParts)[number];

/** What is known of the checkpoint of a run without reading it. */
export interface KeptCheckpoint {
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
  /** Whose weights are kept beside the last ones. */
  readonly best?: { readonly epoch: number; readonly testAccuracy: number };
}

/** A run that has not done all its epochs can go on. */
export const isUnfinished = ({ epoch, config }: Pick<KeptCheckpoint, 'epoch' | 'config'>): boolean =>
  epoch < config.epochs;

export interface CheckpointHome {
  /** The newest first. Records that cannot be read are left out. */
  list(): Promise<KeptCheckpoint[]>;
  load(runId: string, part: KeptPart): Promise<Uint8Array | undefined>;
  /** Replaces what there is of a run; parts that are not given stay. @throws where there is no room. */
  save(kept: KeptCheckpoint, parts: Readonly<Partial<Record<KeptPart, Uint8Array>>>): Promise<void>;
  remove(runId: string): Promise<void>;
}

/** Keeps checkpoints as long as it lives. */
export function memoryHome(): CheckpointHome {
  const known = new Map<string, KeptCheckpoint>();
  const files = new Map<string, Partial<Record<KeptPart, Uint8Array>>>();
  return {
    list: async () => [...known.values()].sort((a, b) => b.savedAt - a.savedAt),
    load: async (runId, part) => files.get(runId)?.[part],
    save: async (kept, parts) => {
      known.set(kept.runId, kept);
      files.set(kept.runId, { ...files.get(kept.runId), ...parts });
    },
    remove: async (runId) => {
      known.delete(runId);
      files.delete(runId);
    },
  };
}
