/** The `--weights PATH` of a command that can use a whole run too: a file of weights, a checkpoint, or its folder. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, reasonOf } from '../base/errors.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import { checkpointOf, runKey } from '../formats/checkpointFile.ts';
import { newestCheckpoint } from '../formats/newestCheckpoint.ts';
import { UsageError } from './options.ts';
import { checkpointName, previousName } from './runFolder.ts';
import { readWeights, type StoredWeights } from './storedWeights.ts';

export interface StoredRun {
  readonly stored: StoredWeights;
  /** Absent for weights alone. */
  readonly run?: Checkpoint;
  /** Seconds since 1970 when the file was written. */
  readonly saved?: number;
}

/** The files that a path stands for, the one to take first: a folder stands for the checkpoints of its run. */
function filesOf(path: string): readonly string[] {
  if (!existsSync(path) || !statSync(path).isDirectory()) return [path];
  const files = [checkpointName, previousName]
    .map((name) => join(path, name))
    .filter((file) => existsSync(file));
  if (files.length > 0) return files;
  throw new UsageError(`The folder ${path} holds no run: give it the one that train --out wrote, or a file.`);
}

async function read(command: string, file: string): Promise<StoredRun> {
  const stored = await readWeights(command, file);
  const { [runKey]: text, ...metadata } = stored.metadata;
  if (text === undefined) return { stored };
  try {
    return {
      stored: { ...stored, metadata },
      run: checkpointOf(stored),
      saved: statSync(file).mtimeMs / 1000,
    };
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * @param command names itself in the sentence.
 * @param tell is told where the newest checkpoint of a folder is damaged and the one before it serves.
 * @throws UsageError or Error with one sentence when there is no such file, it holds no weights, or a newer version wrote it.
 */
export async function readStoredRun(
  command: string,
  path: string | undefined,
  tell: (line: string) => void,
): Promise<StoredRun> {
  if (path === undefined) return { stored: await readWeights(command, path) };
  const { found, damage } = await newestCheckpoint(filesOf(path).map((file) => () => read(command, file)));
  if (damage !== undefined) tell(`${reasonOf(damage)}: the checkpoint before it is taken.`);
  return found;
}
