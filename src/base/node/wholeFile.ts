/**
 * Files and folders that appear whole or not at all: the work is done beside the place, flushed to the disk, then renamed
 * into it. Without the flush a power cut can leave the new name on blocks that were never written, after the old file has
 * gone. For the command line and for preparing data; nothing that a browser loads may import this.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Opens a place only to flush it. Some systems open no folders, and some file systems flush none: those order renames themselves. */
function flushFolder(path: string): void {
  try {
    flushFile(path, 'r');
  } catch {
    // There is no other way on such a system.
  }
}

function flushFile(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Waits until a file, or a folder with all that is in it, is on the disk.
 * @throws What the file system throws, such as a full disk that shows only now.
 */
function flushToDisk(path: string): void {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path)) flushToDisk(join(path, name));
    flushFolder(path);
  } else {
    // Windows flushes only what was opened for writing.
    flushFile(path, 'r+');
  }
}

/** What is left aside goes, where it can: the reason why the work failed is worth more than why this did. */
function remove(aside: string): void {
  try {
    rmSync(aside, { recursive: true, force: true });
  } catch {
    // Such as a disk that has become read-only.
  }
}

/**
 * Lets `work` make a file or folder at the path it is given, then puts that in its place. Makes the folders above it.
 * When this returns, the new content survives a power cut; at every moment before, the old one does.
 * @param aside Where the work is done. The default is fit for one process at a time.
 * @throws Whatever `work` or the file system throws; nothing is left aside then.
 */
export function inOneGo(path: string, work: (aside: string) => void, aside = `${path}.part`): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(aside, { recursive: true, force: true });
    work(aside);
    flushToDisk(aside);
    renameSync(aside, path);
  } catch (error) {
    remove(aside);
    throw error;
  }
  flushFolder(dirname(path));
}

/** Writes a file in one go, over one that is there. Parameters and errors as of `inOneGo`. */
export function writeWhole(path: string, content: Uint8Array | string, aside?: string): void {
  inOneGo(path, (place) => writeFileSync(place, content), aside);
}
