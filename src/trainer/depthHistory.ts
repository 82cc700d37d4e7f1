/**
 * The states before the changes of depth that a person asked for, so that each can be taken back: the last few, as files, which are kept
 * with the run's checkpoints. Levels are bounded, and gone once the run is finished.
 */
import { type Checkpoint, levelBounds } from '../formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../formats/checkpointFile.ts';
import type { ChangedDepth } from '../training/events.ts';

interface Level extends ChangedDepth {
  /** The checkpoint before. */
  readonly file: Uint8Array;
}

/** Keeps the files of all levels in place of those before, the oldest first. */
export type KeepLevels = (files: readonly Uint8Array[]) => Promise<void>;

/** What can be read of what was kept; a file that cannot is left out. */
const readable = (files: readonly Uint8Array[]) =>
  files.flatMap((file) => {
    try {
      const { config, position } = readCheckpointFile(file);
      return [{ step: position.step, before: config.blocks, file }];
    } catch {
      return [];
    }
  });

/** What was kept of a run, but for a change that it has not come to: it may have ended before the change itself was kept. */
function keptLevels(files: readonly Uint8Array[], { config, position }: Omit<Checkpoint, 'state'>): Level[] {
  const levels = readable(files).filter(
    ({ step, before }, i, all) =>
      step < position.step ||
      (step === position.step && (i < all.length - 1 || before.join() !== config.blocks.join())),
  );
  return levels.map((level, i) => ({ ...level, after: levels[i + 1]?.before ?? config.blocks }));
}

export class DepthHistory {
  readonly #keep: KeepLevels;
  #levels: readonly Level[] = [];

  /**
   * @param files What was kept of the run, where it goes on.
   * @param from Where it goes on.
   */
  constructor(
    keep: KeepLevels = async () => {},
    files: readonly Uint8Array[] = [],
    from: Omit<Checkpoint, 'state'> | undefined = undefined,
  ) {
    this.#keep = keep;
    if (from) this.#levels = keptLevels(files, from);
  }

  /** What can be taken back, the last change last. */
  get told(): readonly ChangedDepth[] {
    return this.#levels.map(({ file: _, ...told }) => told);
  }

  /** The state before the last change. @throws ProblemError where it cannot be read. */
  last(): Checkpoint | undefined {
    const level = this.#levels.at(-1);
    return level && readCheckpointFile(level.file);
  }

  /** The run changes: from a checkpoint on it has other blocks. */
  async add(before: Checkpoint, after: readonly number[]): Promise<void> {
    const { config, position } = before;
    const level = { step: position.step, before: config.blocks, after, file: checkpointFile(before) };
    const levels = [...this.#levels, level].slice(-levelBounds.count);
    const bytes = () => levels.reduce((sum, { file }) => sum + file.length, 0);
    while (levels.length > 1 && bytes() > levelBounds.bytes) levels.shift();
    await this.#set(levels);
  }

  /** The last change was taken back. */
  async drop(): Promise<void> {
    await this.#set(this.#levels.slice(0, -1));
  }

  /** Nothing can be taken back any more. */
  async clear(): Promise<void> {
    if (this.#levels.length > 0) await this.#set([]);
  }

  async #set(levels: readonly Level[]): Promise<void> {
    this.#levels = levels;
    await this.#keep(levels.map(({ file }) => file));
  }
}
