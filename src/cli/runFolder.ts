/**
 * What `train --out DIR` leaves behind, and what `--resume DIR` goes on from. Files appear whole or not at all, one process at
 * a time writes them, and the checkpoint before the newest stays, in case that one is damaged.
 */

import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { reasonOf } from '../base/errors.ts';
import { writeWhole } from '../base/node/wholeFile.ts';
import { type Checkpoint, lastIsBest } from '../formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../formats/checkpointFile.ts';
import { modelMetadata } from '../formats/modelMetadata.ts';
import { weightsFile } from '../formats/stateFile.ts';
import type { RunEvent } from '../training/events.ts';
import { diskFault } from './diskFault.ts';
import { type FolderLock, lockFolder } from './folderLock.ts';
import { UsageError } from './options.ts';
import { logUntil, openLog } from './runLog.ts';

/** Within the folder of a run. */
export const checkpointName = join('checkpoint', 'run.safetensors');
/** The checkpoint before that one. */
export const previousName = join('checkpoint', 'previous.safetensors');
const lastName = 'last.safetensors';
const bestName = 'best.safetensors';
const logName = 'log.ndjson';

const holdsRun = (folder: string): boolean =>
  [checkpointName, previousName].some((name) => existsSync(join(folder, name)));

/** A run that can go on. */
export interface KeptRun {
  readonly checkpoint: Checkpoint;
  /** Why the newest checkpoint was passed over for the one before it; absent where it was not. */
  readonly damaged?: string;
}

/** @throws UsageError with one sentence when the folder holds no run that can go on. */
function readRun(folder: string): KeptRun {
  const at = (name: string) => readCheckpointFile(readFileSync(join(folder, name)));
  let damaged: string;
  try {
    return { checkpoint: at(checkpointName) };
  } catch (error) {
    damaged = reasonOf(error);
  }
  try {
    return { checkpoint: at(previousName), damaged };
  } catch {
    throw new UsageError(`The run in ${folder} cannot be resumed: ${damaged}.`);
  }
}

/** What processes that were killed left half written. */
function removeParts(folder: string): void {
  for (const place of [folder, join(folder, 'checkpoint')]) {
    if (!existsSync(place)) continue;
    for (const name of readdirSync(place))
      if (name.endsWith('.part')) rmSync(join(place, name), { recursive: true, force: true });
  }
}

/** Gives a file a second name, in place of whatever has it: what is at the first name stays there all along. */
function nameToo(path: string, also: string): void {
  const aside = `${also}.part`;
  try {
    rmSync(aside, { force: true });
    linkSync(path, aside);
    renameSync(aside, also);
    // Where both were names of one file already, that did nothing.
    rmSync(aside, { force: true });
  } catch {
    // Some file systems have no links.
    writeWhole(also, readFileSync(path));
  }
}

/** The best weights of a run, to a folder that has none. */
export function copyBest(from: string, to: string): void {
  const best = join(from, bestName);
  if (existsSync(best) && !existsSync(join(to, bestName))) writeWhole(join(to, bestName), readFileSync(best));
}

export interface RunFolder {
  /** As the person named it. */
  readonly path: string;
  /** Adds an event to the log. Never throws. */
  readonly log: (event: RunEvent) => void;
  /** @throws What the file system throws, or UsageError where another process has taken the folder. */
  readonly keep: (checkpoint: Checkpoint) => void;
  readonly close: () => void;
}

export interface OpenedFolder {
  /** What the run goes on from, if it does. */
  readonly from?: KeptRun;
  /**
   * Begins to write, where the run is to be kept. Nothing was changed before.
   * @param runId names the run in the log.
   * @throws UsageError when the folder cannot be used.
   */
  readonly begin: (runId: string) => RunFolder | undefined;
}

/** All that a folder has of a run. */
interface Kept {
  readonly from: KeptRun;
  readonly log: string;
  readonly best?: Uint8Array;
}

const readText = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');

const readAll = (folder: string): Kept => ({
  from: readRun(folder),
  log: readText(join(folder, logName)),
  best: existsSync(join(folder, bestName)) ? readFileSync(join(folder, bestName)) : undefined,
});

function writeTo(folder: string, kept: Kept | undefined, runId: string): Omit<RunFolder, 'path'> {
  const at = (name: string) => join(folder, name);
  removeParts(folder);
  const log = openLog(at(logName), kept ? logUntil(kept.log, kept.from.checkpoint, runId) : '');
  /** A damaged checkpoint must not take the place of the one before. */
  let newestIsSound = !kept?.from.damaged;

  function keep(checkpoint: Checkpoint): void {
    const { config, position, epochs, state } = checkpoint;
    log.flush();
    // First of all: from here on the disk need hold only two checkpoints, this one and the newest.
    if (newestIsSound && existsSync(at(checkpointName))) nameToo(at(checkpointName), at(previousName));
    const weights = weightsFile(state, modelMetadata(config));
    writeWhole(at(lastName), weights);
    // Between epochs these are the weights that the last test accuracy was measured with.
    if (position.totals.images === 0 && lastIsBest(epochs)) writeWhole(at(bestName), weights);
    writeWhole(at(checkpointName), checkpointFile(checkpoint));
    newestIsSound = true;
  }

  return { log: log.write, keep, close: log.close };
}

/** @throws UsageError in place of what the file system throws. */
function usable<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { happened, advice } = diskFault(error);
    throw new UsageError(`The folder ${folder} cannot be used: ${happened} (${advice}).`);
  }
}

/** What a folder has, and that nobody writes it meanwhile: a folder that cannot be written needs no lock. */
function readOther(folder: string): Kept {
  let lock: FolderLock | undefined;
  try {
    lock = lockFolder(folder);
  } catch (error) {
    if (error instanceof UsageError) throw error;
  }
  try {
    return readAll(folder);
  } finally {
    lock?.release();
  }
}

/**
 * Opens what a run is read from and where it is kept: the same folder, two, one or none.
 * @param tell is told of a process that was killed while it trained in the folder.
 * @throws UsageError when a folder cannot be used.
 */
export function openRunFolder(
  { out, resume }: { readonly out?: string; readonly resume?: string },
  tell: (line: string) => void,
): OpenedFolder {
  if (resume !== undefined && !holdsRun(resume)) {
    throw new UsageError(
      `There is no run to resume in ${resume}: ${join(resume, checkpointName)} is missing.`,
    );
  }
  const target = out ?? resume;
  if (target === undefined) return { begin: () => undefined };
  const goesOn = resume !== undefined && resolve(target) === resolve(resume);
  if (!goesOn && holdsRun(target)) {
    throw new UsageError(
      `${target} already holds a run: go on with it by --resume ${target}, or choose another folder.`,
    );
  }
  const lockTarget = (): FolderLock => {
    const lock = usable(target, () => lockFolder(target));
    if (lock.after !== undefined)
      tell(
        `Process ${lock.after}, which trained in ${target}, was ended without a word: its lock is taken over.`,
      );
    return lock;
  };
  const held = goesOn ? lockTarget() : undefined;
  const read = resume === undefined ? undefined : goesOn ? readAll(target) : readOther(resume);

  return {
    from: read?.from,
    begin: (runId) => {
      const lock = held ?? lockTarget();
      const files = usable(target, () => writeTo(target, read, runId));
      if (read && !goesOn) {
        // From here on it is a run of its own, which goes on where this process ends.
        usable(target, () => {
          if (read.best) writeWhole(join(target, bestName), read.best);
          files.keep(read.from.checkpoint);
        });
      }
      return {
        path: target,
        log: files.log,
        keep: (checkpoint) => {
          lock.hold();
          files.keep(checkpoint);
        },
        close: () => {
          files.close();
          lock.release();
        },
      };
    },
  };
}
