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
import { newestCheckpoint } from '../formats/newestCheckpoint.ts';
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
export const logName = 'log.ndjson';

/** Whether a folder has a checkpoint, sound or not. */
export const holdsRun = (folder: string): boolean =>
  [checkpointName, previousName].some((name) => existsSync(join(folder, name)));

/** A run that can go on. */
export interface KeptRun {
  readonly checkpoint: Checkpoint;
  /** Why the newest checkpoint was passed over for the one before it; absent where it was not. */
  readonly damaged?: string;
}

/** @throws UsageError with one sentence when the folder holds no run that can go on. */
async function readRun(folder: string): Promise<KeptRun> {
  const read = (name: string) => () => {
    const path = join(folder, name);
    if (!existsSync(path)) throw new Error(`${name} is missing`);
    return readCheckpointFile(readFileSync(path));
  };
  try {
    const { found, damage } = await newestCheckpoint([checkpointName, previousName].map(read));
    return damage === undefined ? { checkpoint: found } : { checkpoint: found, damaged: reasonOf(damage) };
  } catch (error) {
    throw new UsageError(`The run in ${folder} cannot be resumed: ${reasonOf(error)}.`);
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

/** A folder that is this process's. Nothing is written to it before `start`. */
export interface RunFolder {
  /** As the person named it. */
  readonly path: string;
  /**
   * Writes what the run goes on from: its log, and in a folder of its own its checkpoint. Until then it may be refused.
   * @throws UsageError when the folder cannot be used.
   */
  readonly start: () => void;
  /** Adds an event to the log, once the run has started. Never throws. */
  readonly log: (event: RunEvent) => void;
  /**
   * Starts too, where that was not done.
   * @throws What the file system throws, or UsageError where another process has taken the folder.
   */
  readonly keep: (checkpoint: Checkpoint) => void;
  /** Steps that the newest checkpoint in the folder has behind it, if there is one. */
  readonly keptStep: () => number | undefined;
  /** Gives the folder back. One that was made for a run that never started goes. */
  readonly close: () => void;
}

export interface OpenedFolder {
  /** What the run goes on from, if it does. */
  readonly from?: KeptRun;
  /**
   * Takes the folder for this process, where the run is to be kept.
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

const readAll = async (folder: string): Promise<Kept> => ({
  from: await readRun(folder),
  log: readText(join(folder, logName)),
  best: existsSync(join(folder, bestName)) ? readFileSync(join(folder, bestName)) : undefined,
});

interface RunFiles extends Pick<RunFolder, 'log' | 'keep' | 'close'> {}

function writeTo(folder: string, kept: Kept | undefined, runId: string): RunFiles {
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
async function readOther(folder: string): Promise<Kept> {
  let lock: FolderLock | undefined;
  try {
    lock = lockFolder(folder);
  } catch (error) {
    if (error instanceof UsageError) throw error;
  }
  try {
    return await readAll(folder);
  } finally {
    lock?.release();
  }
}

/** Takes a folder for this process. @param tell is told of a process that was killed while it trained there. */
function take(target: string, tell: (line: string) => void): FolderLock {
  const lock = usable(target, () => lockFolder(target));
  if (lock.after !== undefined)
    tell(
      `Process ${lock.after}, which trained in ${target}, was ended without a word: its lock is taken over.`,
    );
  return lock;
}

/** What a run begins with in its folder. */
interface Beginning {
  readonly read?: Kept;
  /** Whether the folder is the one that was read. */
  readonly goesOn: boolean;
}

function folderOf(lock: FolderLock, path: string, runId: string, { read, goesOn }: Beginning): RunFolder {
  let files: RunFiles | undefined;
  let keptStep = goesOn ? read?.from.checkpoint.position.step : undefined;

  const start = (): RunFiles =>
    usable(path, () => {
      const begun = writeTo(path, read, runId);
      if (read && !goesOn) {
        // From here on it is a run of its own, which goes on where this process ends.
        if (read.best) writeWhole(join(path, bestName), read.best);
        begun.keep(read.from.checkpoint);
        keptStep = read.from.checkpoint.position.step;
      }
      return begun;
    });

  return {
    path,
    start: () => {
      files ??= start();
    },
    log: (event) => files?.log(event),
    keep: (checkpoint) => {
      lock.hold();
      files ??= start();
      files.keep(checkpoint);
      keptStep = checkpoint.position.step;
    },
    keptStep: () => keptStep,
    close: () => {
      files?.close();
      lock.release();
    },
  };
}

/** A folder for a run that starts in it at once. @throws UsageError when the folder cannot be used. */
export function startRunFolder(path: string, runId: string, tell: (line: string) => void): RunFolder {
  const folder = folderOf(take(path, tell), path, runId, { goesOn: false });
  folder.start();
  return folder;
}

/**
 * Opens what a run is read from and where it is kept: the same folder, two, one or none.
 * @param tell is told of a process that was killed while it trained in the folder.
 * @throws UsageError when a folder cannot be used.
 */
export async function openRunFolder(
  { out, resume }: { readonly out?: string; readonly resume?: string },
  tell: (line: string) => void,
): Promise<OpenedFolder> {
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
  const held = goesOn ? take(target, tell) : undefined;
  const read = resume === undefined ? undefined : await (goesOn ? readAll(target) : readOther(resume));
  return {
    from: read?.from,
    begin: (runId) => folderOf(held ?? take(target, tell), target, runId, { read, goesOn }),
  };
}
