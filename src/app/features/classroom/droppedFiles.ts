/** The files of what is dropped, those in folders too. */

const hidden = (name: string): boolean => name.startsWith('.');
/** More in one drop is a mistake: a whole disk, say. */
const mostFiles = 2000;

const entriesOf = (folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> => {
  const reader = folder.createReader();
  // A reader hands over a hundred at a time, and nothing at the end.
  const rest = async (): Promise<FileSystemEntry[]> => {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    return some.length === 0 ? [] : [...some, ...(await rest())];
  };
  return rest();
};

async function filesIn(entry: FileSystemEntry): Promise<File[]> {
  if (hidden(entry.name)) return [];
  try {
    if (entry.isFile)
      return [await new Promise<File>((done, failed) => (entry as FileSystemFileEntry).file(done, failed))];
    const entries = await entriesOf(entry as FileSystemDirectoryEntry);
    return (await Promise.all(entries.map(filesIn))).flat();
  } catch {
    // It is gone, or the browser may not read it.
    return [];
  }
}

/** To be called while the event is handed over: what it carries is gone afterwards. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<readonly File[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const plain = [...files];
  if (!entries.some((entry) => entry.isDirectory)) return plain.slice(0, mostFiles);
  return (await Promise.all(entries.map(filesIn))).flat().slice(0, mostFiles);
}
