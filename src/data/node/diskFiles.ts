/** A folder or a file on a disk as the readers of own data see it. Links to folders are not followed: they may lead round in a circle. */
import { open, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { mostFiles } from '../own/bounds.ts';
import { OwnDataError } from '../own/ownDataError.ts';
import type { OwnFile } from '../own/tree.ts';

/** A part of a file; fewer bytes where it ends before. */
async function readPart(path: string, from: number, to: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const bytes = new Uint8Array(Math.max(0, to - from));
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  } finally {
    await file.close();
  }
}

const diskFile = (disk: string, path: string, size: number): OwnFile => ({
  path,
  size,
  slice: (from, to) => readPart(disk, Math.min(from, size), Math.min(to, size)),
});

/** @throws OwnDataError where there are too many; what the file system throws where there is nothing. */
export async function diskFiles(root: string): Promise<OwnFile[]> {
  const found = await stat(root);
  if (!found.isDirectory()) return found.isFile() ? [diskFile(root, basename(root), found.size)] : [];
  const files: OwnFile[] = [];
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        folders.push(path);
        continue;
      }
      const disk = join(root, path);
      const known = await stat(disk).catch(() => undefined);
      if (known?.isFile()) files.push(diskFile(disk, path, known.size));
      if (files.length > mostFiles) throw new OwnDataError({ kind: 'too-many-files', most: mostFiles });
    }
  }
  return files;
}
