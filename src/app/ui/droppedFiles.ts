/** The files of what is dropped, those in folders too, with their paths from what was dropped on. */
import type { Dropped } from './dropped.ts';

export interface PathedFile {
  readonly path: string;
  readonly file: File;
}

const hidden = (name: string): boolean => name.startsWith('.');

async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  for (;;) {
    // A reader hands over a hundred at a time, and nothing at the end.
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return;
    yield some;
  }
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((done, failed) => entry.file(done, failed));

/** @param most So many are taken; more in one drop may be a mistake, a whole disk, say. */
export async function droppedFiles(
  { entries, files }: Dropped,
  most: number,
): Promise<readonly PathedFile[]> {
  if (!entries.some((entry) => entry.isDirectory))
    return files.slice(0, most).map((file) => ({ path: file.name, file }));
  const found: PathedFile[] = [];
  const walk = async (entry: FileSystemEntry, path: string): Promise<void> => {
    if (hidden(entry.name) || found.length >= most) return;
    try {
      if (entry.isFile) found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
      else
        for await (const some of entriesOf(entry as FileSystemDirectoryEntry)) {
          await Promise.all(some.map((one) => walk(one, `${path}/${one.name}`)));
          if (found.length >= most) return;
        }
    } catch {
      // It is gone, or the browser may not read it.
    }
  };
  for (const entry of entries) await walk(entry, entry.name);
  return found.slice(0, most);
}
