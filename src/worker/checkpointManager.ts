/**
 * Keeps the checkpoints of runs within bounds and tells of each. A run never fails or waits long for it: writing goes on
 * while it trains, and where there is no room the checkpoint stays in memory, which is said.
 */

import { type Checkpoint, lastIsBest } from '../formats/checkpoint.ts';
import { checkpointFile } from '../formats/checkpointFile.ts';
import { modelMetadata } from '../formats/modelMetadata.ts';
import { weightsFile } from '../formats/stateFile.ts';
import { sentenceOf } from '../trainer/trainer.ts';
import { type CheckpointHome, type KeptCheckpoint, type KeptPart, memoryHome } from './checkpoints.ts';

/** Runs whose checkpoints are kept, the newest ones, and the bytes that those of older ones may take with them. */
export const keptRuns = 20;
export const keptBytes = 2 ** 30;

export interface Kept {
  readonly kept: KeptCheckpoint;
  /** Runs whose checkpoints had to go for it. */
  readonly dropped: readonly string[];
  /** Why it lies in memory only, as one sentence. */
  readonly problem?: string;
}

export interface KeeperOptions {
  readonly home: CheckpointHome;
  readonly tell: (kept: Kept) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly maxRuns?: number;
  readonly maxBytes?: number;
}

export interface CheckpointKeeper {
  /** Resolves when the write before it is done; its own goes on. Never rejects. */
  save(runId: string, checkpoint: Checkpoint): Promise<void>;
  /** The last to make room for others, in place of those named before. */
  pin(runIds: readonly string[]): void;
  /** A file of the run, once what is being written is. */
  load(runId: string, part: KeptPart): Promise<Uint8Array | undefined>;
}

/** A step may have ruined the weights without having said so yet: the checkpoint before is worth more. */
const isSound = ({ state }: Checkpoint): boolean =>
  [...state.weights, ...state.slots].every(({ data }) => data.every(Number.isFinite));

/** What is known of the best epoch, where the last one is. Between epochs the weights have gone on. */
function bestOf({ position, epochs }: Checkpoint): KeptCheckpoint['best'] {
  const last = epochs[epochs.length - 1];
  return last && position.totals.images === 0 && lastIsBest(epochs)
    ? { epoch: last.epoch, testAccuracy: last.testAccuracy }
    : undefined;
}

export function createCheckpointKeeper(options: KeeperOptions): CheckpointKeeper {
  const { home, tell, now = Date.now, maxRuns = keptRuns, maxBytes = keptBytes } = options;
  let memory = memoryHome();
  let writing: Promise<void> = Promise.resolve();
  let pinned: readonly string[] = [];

  /** All but the current one, the last to go first. */
  const othersThan = async (runId: string): Promise<KeptCheckpoint[]> => {
    const others = (await home.list()).filter((kept) => kept.runId !== runId);
    const isPinned = (kept: KeptCheckpoint) => pinned.includes(kept.runId);
    return [...others.filter(isPinned), ...others.filter((kept) => !isPinned(kept))];
  };

  /** Older runs go until all is within bounds, pinned ones last; the current one always stays. */
  async function makeRoom(runId: string, bytes: number): Promise<string[]> {
    const others = await othersThan(runId);
    const dropped: string[] = [];
    let left = maxBytes - bytes;
    for (const [i, { runId: other, bytes: taken }] of others.entries()) {
      left -= taken;
      if (i + 1 < maxRuns && left >= 0) continue;
      await home.remove(other);
      dropped.push(other);
    }
    return dropped;
  }

  /** Where the browser gives less room than that, another run goes, and so on. */
  async function put(kept: KeptCheckpoint, parts: Parameters<CheckpointHome['save']>[1]): Promise<string[]> {
    const dropped = await makeRoom(kept.runId, kept.bytes);
    for (;;) {
      try {
        await home.save(kept, parts);
        return dropped;
      } catch (error) {
        const full = error instanceof DOMException && error.name === 'QuotaExceededError';
        const next = full ? (await othersThan(kept.runId)).at(-1) : undefined;
        if (!next) throw error;
        await home.remove(next.runId);
        dropped.push(next.runId);
      }
    }
  }

  async function write(runId: string, checkpoint: Checkpoint): Promise<void> {
    const { config, position } = checkpoint;
    const last = checkpointFile(checkpoint);
    const nowBest = bestOf(checkpoint);
    const best = nowBest && weightsFile(checkpoint.state, modelMetadata(config));
    const before = (await home.list().catch(() => [])).find((kept) => kept.runId === runId);
    // The weights of one network always take the same.
    const earlierBest = 4 * checkpoint.state.weights.reduce((sum, { data }) => sum + data.length, 0);
    const kept: KeptCheckpoint = {
      ...{ runId, savedAt: now(), config, step: position.step, epoch: position.epoch },
      best: nowBest ?? before?.best,
      bytes: last.length + (best?.length ?? (before?.best ? earlierBest : 0)),
    };
    const parts = { last, ...(best && { best }) };
    try {
      const dropped = await put(kept, parts);
      await memory.remove(runId);
      tell({ kept, dropped });
    } catch (error) {
      // One run at most: memory is dear.
      const [other] = (await memory.list()).filter((held) => held.runId !== runId);
      if (other) memory = memoryHome();
      await memory.save(kept, parts);
      tell({ kept, dropped: [], problem: sentenceOf(error) });
    }
  }

  return {
    pin(runIds) {
      pinned = runIds;
    },
    async save(runId, checkpoint) {
      await writing;
      if (!isSound(checkpoint)) return;
      writing = write(runId, checkpoint).catch(() => {});
    },
    async load(runId, part) {
      await writing;
      return (await memory.load(runId, part)) ?? (await home.load(runId, part).catch(() => undefined));
    },
  };
}
