/** Where an export goes: a file, a folder or a zip of one. It appears whole or not at all. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf } from '../base/errors.ts';
import { inOneGo } from '../base/node/wholeFile.ts';
import type { ExportedFile } from '../formats/exportedFile.ts';
import { zipOf } from '../formats/zip.ts';
import { UsageError } from './options.ts';

export interface ExportTarget {
  /** @returns the bytes written. @throws Error with one sentence. */
  write(files: readonly ExportedFile[]): number;
}

const sizeOf = (files: readonly ExportedFile[]): number =>
  files.reduce((sum, { bytes }) => sum + bytes.length, 0);

function put(path: string, work: (aside: string) => void): void {
  try {
    inOneGo(path, work);
  } catch (error) {
    throw new Error(`${path} cannot be written: ${messageOf(error)}.`);
  }
}

function writeFolder(path: string, files: readonly ExportedFile[]): number {
  put(path, (aside) => {
    for (const { path: name, bytes } of files) {
      const file = join(aside, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    }
    // Not every system renames onto an empty folder.
    rmSync(path, { recursive: true, force: true });
  });
  return sizeOf(files);
}

function writeFile(path: string, bytes: Uint8Array): number {
  put(path, (aside) => writeFileSync(aside, bytes));
  return bytes.length;
}

/**
 * @throws UsageError when the path is not one that this format can go to. A file is replaced; a folder with something in
 *   it is not.
 */
export function exportTarget(format: string, holds: 'file' | 'folder', path: string): ExportTarget {
  const isFolder = existsSync(path) && statSync(path).isDirectory();
  const asFolder = holds === 'folder';
  if (asFolder && !path.endsWith('.zip')) {
    if (existsSync(path) && !isFolder) {
      throw new UsageError(`${path} is a file, but ${format} is a folder: choose another --out.`);
    }
    if (isFolder && readdirSync(path).length > 0) {
      throw new UsageError(`The folder ${path} is not empty: choose another --out, or remove it first.`);
    }
    return { write: (files) => writeFolder(path, files) };
  }
  if (isFolder) throw new UsageError(`${path} is a folder: give --out the name of a file.`);
  if (asFolder) return { write: (files) => writeFile(path, zipOf(files)) };
  return {
    write: ([file]) => {
      if (!file) throw new Error(`There is nothing to write to ${path}.`);
      return writeFile(path, file.bytes);
    },
  };
}
