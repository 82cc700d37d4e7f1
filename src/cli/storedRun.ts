/** The `--weights PATH` of a command that can use a whole run too: a file of weights, a checkpoint, or its folder. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import { checkpointOf, runKey } from '../formats/checkpointFile.ts';
import { UsageError } from './options.ts';
import { checkpointName } from './runFolder.ts';
import { readWeights, type StoredWeights } from './storedWeights.ts';

export interface StoredRun {
  readonly stored: StoredWeights;
  /** Absent for weights alone. */
  readonly run?: Checkpoint;
}

/** The file that a path stands for: a folder stands for the checkpoint of its run. */
function fileOf(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory()) return path;
  const file = join(path, checkpointName);
  if (existsSync(file)) return file;
  throw new UsageError(`The folder ${path} holds no run: give it the one that train --out wrote, or a file.`);
}

/**
 * @param command names itself in the sentence.
 * @throws UsageError or Error with one sentence when there is no such file or it holds no weights.
 */
export async function readStoredRun(command: string, path: string | undefined): Promise<StoredRun> {
  const file = path === undefined ? undefined : fileOf(path);
  const stored = await readWeights(command, file);
  const { [runKey]: text, ...metadata } = stored.metadata;
  if (file === undefined || text === undefined) return { stored };
  try {
    return { stored: { ...stored, metadata }, run: checkpointOf(stored) };
  } catch (error) {
    throw new Error(`${file}: ${messageOf(error)}`);
  }
}
