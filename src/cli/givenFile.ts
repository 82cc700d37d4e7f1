/** A file that a person named on the command line. */
import { readFileSync } from 'node:fs';
import { UsageError } from './options.ts';

/**
 * @param what The file is, such as `weights file`.
 * @throws UsageError with one sentence when it cannot be read.
 */
export function readGivenFile(what: string, path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch {
    throw new UsageError(`The ${what} ${path} cannot be read: is the path right?`);
  }
}
