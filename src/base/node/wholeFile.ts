/**
 * Files and folders that appear whole or not at all: the work is done beside the place, then renamed into it. For the
 * command line and for preparing data; nothing that a browser loads may import this.
 */
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Lets `work` make a file or folder at the path it is given, then puts that in its place. Makes the folders above it.
 * @param aside Where the work is done. The default is fit for one process at a time.
 * @throws Whatever `work` or the file system throws; nothing is left aside then.
 */
export function inOneGo(path: string, work: (aside: string) => void, aside = `${path}.part`): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(aside, { recursive: true, force: true });
    work(aside);
    renameSync(aside, path);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    throw error;
  }
}

/** Writes a file in one go, over one that is there. Parameters and errors as of `inOneGo`. */
export function writeWhole(path: string, content: Uint8Array | string, aside?: string): void {
  inOneGo(path, (place) => writeFileSync(place, content), aside);
}
