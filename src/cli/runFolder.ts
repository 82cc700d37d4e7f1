/** What `train --out DIR` leaves behind, and what `--resume DIR` goes on from. Files appear whole or not at all. */

import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { writeWhole } from '../base/node/wholeFile.ts';
import { type Checkpoint, lastIsBest } from '../formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../formats/checkpointFile.ts';
import { modelMetadata } from '../formats/modelMetadata.ts';
import { weightsFile } from '../formats/stateFile.ts';
import type { RunEvent } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';
import { eventJson } from './eventJson.ts';
import { UsageError } from './options.ts';

/** Within the folder of a run. */
export const checkpointName = join('checkpoint', 'run.safetensors');
/** Events of which the log holds no line. */
const unlogged: readonly RunEvent['type'][] = ['progress', 'phase', 'vitals', 'predictions'];
const logName = 'log.ndjson';

/** @throws UsageError with one sentence when the folder holds no run that can go on. */
export function readRunFolder(folder: string): Checkpoint {
  const path = join(folder, checkpointName);
  if (!existsSync(path)) throw new UsageError(`There is no run to resume in ${folder}: ${path} is missing.`);
  try {
    return readCheckpointFile(readFileSync(path));
  } catch (error) {
    throw new UsageError(`The run in ${folder} cannot be resumed: ${messageOf(error)}`);
  }
}

/** The lines of a log up to a step. Later lines are not part of the checkpoint, and training writes them again. */
function linesUntil(log: string, step: number): string[] {
  return log.split('\n').filter((line) => {
    try {
      const event = JSON.parse(line) as { step?: unknown; type?: unknown };
      return typeof event.step === 'number' && event.step <= step && event.type !== 'end';
    } catch {
      // The last line of a run that was killed.
      return false;
    }
  });
}

export interface RunFolder {
  readonly log: (event: RunEvent) => void;
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
}

/**
 * @param from the checkpoint that the run goes on from, if it lies in this very folder.
 * @throws UsageError when the folder cannot be used.
 */
export function openRunFolder(folder: string, from?: Checkpoint): RunFolder {
  if (!from && existsSync(join(folder, checkpointName))) {
    throw new UsageError(
      `${folder} already holds a run: go on with it by --resume ${folder}, or choose another folder.`,
    );
  }
  const log = join(folder, logName);
  try {
    mkdirSync(join(folder, 'checkpoint'), { recursive: true });
    const lines = from && existsSync(log) ? linesUntil(readFileSync(log, 'utf8'), from.position.step) : [];
    writeWhole(log, lines.map((line) => `${line}\n`).join(''));
  } catch (error) {
    throw new UsageError(`The folder ${folder} cannot be written to: ${messageOf(error)}.`);
  }
  const weights = (checkpoint: Checkpoint, config: RunConfig) =>
    weightsFile(checkpoint.state, modelMetadata(config));

  return {
    log: (event) => {
      if (!unlogged.includes(event.type)) appendFileSync(log, `${JSON.stringify(eventJson(event))}\n`);
    },
    save: async (checkpoint) => {
      const { config, position, epochs } = checkpoint;
      const file = weights(checkpoint, config);
      writeWhole(join(folder, 'last.safetensors'), file);
      // Between epochs these are the weights that the last test accuracy was measured with.
      if (position.totals.images === 0 && lastIsBest(epochs))
        writeWhole(join(folder, 'best.safetensors'), file);
      writeWhole(join(folder, checkpointName), checkpointFile(checkpoint));
    },
  };
}
