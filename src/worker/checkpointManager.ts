/**
 * Saves the checkpoints of runs and reports each. A run never fails or waits long for it: writing goes on while it trains. Nothing
 * that is stored is ever deleted to make room, as a person has to say what may go; where there is no room the checkpoint stays in
 * memory, which is reported, and is written as soon as there is.
 */
import { type Checkpoint, lastIsBest } from '../formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../formats/checkpointFile.ts';
import { modelMetadata } from '../formats/modelMetadata.ts';
import { newestCheckpoint } from '../formats/newestCheckpoint.ts';
import { weightsFile } from '../formats/stateFile.ts';
import { type Problem, problemOf } from '../problems/index.ts';
import {
  type CheckpointFiles,
  type CheckpointInfo,
  type CheckpointPart,
  type CheckpointRepository,
  checkpointParts,
  memoryCheckpoints,
  type StoredPart,
} from '../storage/checkpoints.ts';

/** Bytes that checkpoints which could not be stored may take in memory together; the newest is held whatever it takes. */
const defaultMaxHeld = 2 ** 28;

/** A damaged checkpoint in whose place the one before it was taken, of a step. */
export interface PassedOver {
  readonly runId: string;
  readonly step: number;
  /** What is wrong with the newest. */
  readonly problem: Problem;
}

/** What came of saving a checkpoint. */
export interface CheckpointReport {
  readonly checkpoint: CheckpointInfo;
  /** Runs whose checkpoints were in memory only and had to make room for it there. */
  readonly evicted: readonly string[];
  /** Why it lies in memory only. */
  readonly problem?: Problem;
}

export interface ManagerOptions {
  readonly repository: CheckpointRepository;
  readonly report: (report: CheckpointReport) => void;
  readonly passedOver: (told: PassedOver) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly maxHeld?: number;
}

export interface CheckpointManager {
  /** Resolves when the write before it is done; its own goes on. Never rejects. */
  save(runId: string, checkpoint: Checkpoint): Promise<void>;
  /** There may be room now: stores what is in memory only of these runs, and reports each. Never rejects. */
  storeHeld(runIds: readonly string[]): Promise<void>;
  /**
   * The newest checkpoint of a run that can be read, once what is being written is; where the newest cannot, that is told.
   * @throws ProblemError where there are some, but none that can be read, or one of a newer version.
   */
  newest(runId: string): Promise<Checkpoint | undefined>;
  /**
   * Stores the states before the changes of depth of a run in the place of those before; where there is no room they are in the run's
   * memory alone. Resolves as `save`. Never rejects.
   */
  saveLevels(runId: string, files: readonly Uint8Array[]): Promise<void>;
  /** What was stored of them, once what is being written is. Never rejects. */
  levels(runId: string): Promise<readonly Uint8Array[]>;
  /** A file of the run, once what is being written is. */
  load(runId: string, part: CheckpointPart): Promise<Uint8Array | undefined>;
}

/** What is known of the best epoch, where the last one is. Between epochs the weights have gone on. */
function bestOf({ position, epochs }: Checkpoint): CheckpointInfo['best'] {
  const last = epochs[epochs.length - 1];
  return last && position.totals.images === 0 && lastIsBest(epochs)
    ? { epoch: last.epoch, testAccuracy: last.testAccuracy }
    : undefined;
}

export function createCheckpointManager(options: ManagerOptions): CheckpointManager {
  const { repository, report, passedOver, now = Date.now, maxHeld = defaultMaxHeld } = options;
  const memory = memoryCheckpoints();
  let writing: Promise<void> = Promise.resolve();
  /** Bytes of the stored states before changes of depth, by run. */
  const levelBytes = new Map<string, number>();
  const noteLevels = (runId: string, files: readonly Uint8Array[]) =>
    levelBytes.set(
      runId,
      files.reduce((sum, { length }) => sum + length, 0),
    );

  /** Holds a checkpoint in memory. @returns the runs that went from there for it, the oldest first. */
  async function hold(info: CheckpointInfo, parts: CheckpointFiles): Promise<string[]> {
    await memory.save(info, parts);
    const others = (await memory.list()).filter(({ runId }) => runId !== info.runId);
    let left = maxHeld - info.bytes;
    const gone = others.filter(({ bytes }) => {
      left -= bytes;
      return left < 0;
    });
    for (const { runId } of gone) await memory.remove(runId);
    return gone.map(({ runId }) => runId).reverse();
  }

  async function write(runId: string, checkpoint: Checkpoint): Promise<void> {
    const { config, position } = checkpoint;
    const last = checkpointFile(checkpoint);
    const nowBest = bestOf(checkpoint);
    const best = nowBest && weightsFile(checkpoint.state, modelMetadata(config));
    const known = [...(await memory.list()), ...(await repository.list().catch(() => []))];
    const before = known.find((info) => info.runId === runId);
    // The weights of one network always take the same.
    const earlierBest = 4 * checkpoint.state.weights.reduce((sum, { data }) => sum + data.length, 0);
    const info: CheckpointInfo = {
      runId,
      savedAt: now(),
      config,
      step: position.step,
      epoch: position.epoch,
      best: nowBest ?? before?.best,
      // The one before takes about as much.
      bytes:
        (levelBytes.get(runId) ?? 0) +
        (before ? 2 : 1) * last.length +
        (best?.length ?? (before?.best ? earlierBest : 0)),
    };
    // The weights of the best epoch may be in memory only.
    const parts = { ...(await held(runId)), last, ...(best && { best }) };
    try {
      await repository.save(info, parts);
      await memory.remove(runId);
      report({ checkpoint: info, evicted: [] });
    } catch (error) {
      report({ checkpoint: info, evicted: await hold(info, parts), problem: problemOf(error) });
    }
  }

  /** The files of a run that are in memory. */
  async function held(runId: string): Promise<CheckpointFiles> {
    const files = await Promise.all(
      checkpointParts.map(async (part) => [part, await memory.load(runId, part)] as const),
    );
    return Object.fromEntries(files.filter(([, file]) => file));
  }

  /** Stores what is in memory, the newest first, until there is no more room. */
  async function writeHeld(runIds: readonly string[]): Promise<void> {
    for (const info of await memory.list()) {
      if (!runIds.includes(info.runId)) continue;
      await repository.save(info, await held(info.runId));
      await memory.remove(info.runId);
      report({ checkpoint: info, evicted: [] });
    }
  }

  async function writeLevels(runId: string, files: readonly Uint8Array[]): Promise<void> {
    await repository.saveLevels(runId, files);
    const before = levelBytes.get(runId) ?? 0;
    noteLevels(runId, files);
    const info = (await repository.list()).find((known) => known.runId === runId);
    if (!info) return;
    const checkpoint = { ...info, bytes: info.bytes + (levelBytes.get(runId) ?? 0) - before };
    await repository.save(checkpoint, {});
    report({ checkpoint, evicted: [] });
  }

  async function newest(runId: string): Promise<Checkpoint | undefined> {
    const stored = (part: StoredPart) => () => repository.load(runId, part).catch(() => undefined);
    const places = [() => memory.load(runId, 'last'), stored('last'), stored('previous')];
    const read = (load: (typeof places)[number]) => async () => {
      const bytes = await load();
      return bytes && readCheckpointFile(bytes);
    };
    const { found, damage } = await newestCheckpoint(places.map(read));
    if (found && damage !== undefined)
      passedOver({ runId, step: found.position.step, problem: problemOf(damage) });
    return found;
  }

  return {
    async newest(runId) {
      await writing;
      return newest(runId);
    },
    async save(runId, checkpoint) {
      await writing;
      writing = write(runId, checkpoint).catch(() => {});
    },
    async saveLevels(runId, files) {
      await writing;
      writing = writeLevels(runId, files).catch(() => {});
    },
    async levels(runId) {
      await writing;
      const files = await repository.levels(runId).catch(() => []);
      noteLevels(runId, files);
      return files;
    },
    async storeHeld(runIds) {
      await writing;
      writing = writeHeld(runIds).catch(() => {});
      await writing;
    },
    async load(runId, part) {
      await writing;
      return (await memory.load(runId, part)) ?? (await repository.load(runId, part).catch(() => undefined));
    },
  };
}
