/**
 * Saves the checkpoints of runs, decides which of them stay, and reports each. A run never fails or waits long for it: writing
 * goes on while it trains, and where there is no room the checkpoint stays in memory, which is reported.
 */
import { type Checkpoint, lastIsBest } from '../formats/checkpoint.ts';
import { checkpointFile } from '../formats/checkpointFile.ts';
import { modelMetadata } from '../formats/modelMetadata.ts';
import { weightsFile } from '../formats/stateFile.ts';
import { type Problem, problemOf } from '../problems/index.ts';
import {
  type CheckpointInfo,
  type CheckpointPart,
  type CheckpointRepository,
  memoryCheckpoints,
} from '../storage/checkpoints.ts';

/** Checkpoints of so many runs stay, the newest ones. */
const defaultMaxRuns = 20;
/** Bytes that the checkpoints of older runs may take together with the newest. */
const defaultMaxBytes = 2 ** 30;

/** What came of saving a checkpoint. */
export interface CheckpointReport {
  readonly checkpoint: CheckpointInfo;
  /** Runs whose checkpoints had to make room for it. */
  readonly evicted: readonly string[];
  /** Why it lies in memory only. */
  readonly problem?: Problem;
}

export interface ManagerOptions {
  readonly repository: CheckpointRepository;
  readonly report: (report: CheckpointReport) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly maxRuns?: number;
  readonly maxBytes?: number;
}

export interface CheckpointManager {
  /** Resolves when the write before it is done; its own goes on. Never rejects. */
  save(runId: string, checkpoint: Checkpoint): Promise<void>;
  /** The last to make room for others, in place of those named before. */
  pin(runIds: readonly string[]): void;
  /** A file of the run, once what is being written is. */
  load(runId: string, part: CheckpointPart): Promise<Uint8Array | undefined>;
}

/** A step may have ruined the weights before its loss showed it: the checkpoint before is worth more. */
const isSound = ({ state }: Checkpoint): boolean =>
  [...state.weights, ...state.slots].every(({ data }) => data.every(Number.isFinite));

/** What is known of the best epoch, where the last one is. Between epochs the weights have gone on. */
function bestOf({ position, epochs }: Checkpoint): CheckpointInfo['best'] {
  const last = epochs[epochs.length - 1];
  return last && position.totals.images === 0 && lastIsBest(epochs)
    ? { epoch: last.epoch, testAccuracy: last.testAccuracy }
    : undefined;
}

export function createCheckpointManager(options: ManagerOptions): CheckpointManager {
  const {
    repository,
    report,
    now = Date.now,
    maxRuns = defaultMaxRuns,
    maxBytes = defaultMaxBytes,
  } = options;
  let memory = memoryCheckpoints();
  let writing: Promise<void> = Promise.resolve();
  let pinned: readonly string[] = [];

  /** All but the current one, the last to go first. */
  const othersThan = async (runId: string): Promise<CheckpointInfo[]> => {
    const others = (await repository.list()).filter((info) => info.runId !== runId);
    const isPinned = (info: CheckpointInfo) => pinned.includes(info.runId);
    return [...others.filter(isPinned), ...others.filter((info) => !isPinned(info))];
  };

  /** Older runs go until all is within bounds, pinned ones last; the current one always stays. */
  async function makeRoom(runId: string, bytes: number): Promise<string[]> {
    const others = await othersThan(runId);
    const evicted: string[] = [];
    let left = maxBytes - bytes;
    for (const [i, { runId: other, bytes: taken }] of others.entries()) {
      left -= taken;
      if (i + 1 < maxRuns && left >= 0) continue;
      await repository.remove(other);
      evicted.push(other);
    }
    return evicted;
  }

  /** Where the browser gives less room than that, another run goes, and so on. @returns the runs that went. */
  async function put(
    info: CheckpointInfo,
    parts: Parameters<CheckpointRepository['save']>[1],
  ): Promise<string[]> {
    const evicted = await makeRoom(info.runId, info.bytes);
    for (;;) {
      try {
        await repository.save(info, parts);
        return evicted;
      } catch (error) {
        const full = error instanceof DOMException && error.name === 'QuotaExceededError';
        const next = full ? (await othersThan(info.runId)).at(-1) : undefined;
        if (!next) throw error;
        await repository.remove(next.runId);
        evicted.push(next.runId);
      }
    }
  }

  async function write(runId: string, checkpoint: Checkpoint): Promise<void> {
    const { config, position } = checkpoint;
    const last = checkpointFile(checkpoint);
    const nowBest = bestOf(checkpoint);
    const best = nowBest && weightsFile(checkpoint.state, modelMetadata(config));
    const before = (await repository.list().catch(() => [])).find((info) => info.runId === runId);
    // The weights of one network always take the same.
    const earlierBest = 4 * checkpoint.state.weights.reduce((sum, { data }) => sum + data.length, 0);
    const info: CheckpointInfo = {
      runId,
      savedAt: now(),
      config,
      step: position.step,
      epoch: position.epoch,
      best: nowBest ?? before?.best,
      bytes: last.length + (best?.length ?? (before?.best ? earlierBest : 0)),
    };
    const parts = best ? { last, best } : { last };
    try {
      const evicted = await put(info, parts);
      await memory.remove(runId);
      report({ checkpoint: info, evicted });
    } catch (error) {
      // One run at most: memory is scarce.
      const [other] = (await memory.list()).filter((held) => held.runId !== runId);
      if (other) memory = memoryCheckpoints();
      await memory.save(info, parts);
      report({ checkpoint: info, evicted: [], problem: problemOf(error) });
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
      return (await memory.load(runId, part)) ?? (await repository.load(runId, part).catch(() => undefined));
    },
  };
}
