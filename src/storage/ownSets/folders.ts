/**
 * The pictures of own sets as files, in the part of the disk that a browser gives to one site (the origin private file system): a folder a set, which is written once and
 * never changed. Which folder is whose stands in the database; one that is not named there is left of a page that ended while it wrote.
 */

export interface SetFolders {
  /** Writes a new folder. @throws where there is no room or no such disk; then the folder may be there in part. */
  write(folder: string, files: Readonly<Record<string, Uint8Array>>): Promise<void>;
  /** The bytes of a file. @throws where it is not there. */
  read(folder: string, file: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Removes a folder and all that is in it; one that is not there is no error. */
  remove(folder: string): Promise<void>;
  list(): Promise<readonly string[]>;
}

const rootName = 'own-sets';
/** Bytes that are written at once. */
const chunk = 2 ** 23;

/**
 * Writes at once to the disk; workers alone have it. On a full disk Chromium 156 writes a part, throws nothing and returns the error as a number that is larger than what
 * was to be written.
 */
async function writeInWorker(handle: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  const access = await handle.createSyncAccessHandle();
  try {
    access.truncate(0);
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + chunk) as Uint8Array<ArrayBuffer>;
      const written = access.write(part, { at });
      if (!(written > 0 && written <= part.length))
        throw new DOMException('Nothing more is written.', 'QuotaExceededError');
      at += written;
    }
    access.flush();
  } finally {
    access.close();
  }
}

async function writeAnywhere(handle: FileSystemFileHandle, bytes: Uint8Array): Promise<void> {
  const stream = await handle.createWritable();
  try {
    for (let at = 0; at < bytes.length; at += chunk)
      await stream.write(bytes.subarray(at, at + chunk) as Uint8Array<ArrayBuffer>);
  } catch (error) {
    await stream.abort().catch(() => {});
    throw error;
  }
  await stream.close();
}

const write = (handle: FileSystemFileHandle, bytes: Uint8Array): Promise<void> =>
  'createSyncAccessHandle' in handle ? writeInWorker(handle, bytes) : writeAnywhere(handle, bytes);

/** As it is in every browser, but not yet in the types. */
type Listed = FileSystemDirectoryHandle & { keys(): AsyncIterable<string> };

const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotFoundError';

/** @param disk Rejects where the browser has none for this page, such as in some private windows. */
export function setFolders(disk: () => Promise<FileSystemDirectoryHandle>): SetFolders {
  const root = async () => (await disk()).getDirectoryHandle(rootName, { create: true });
  return {
    async write(name, files) {
      const folder = await (await root()).getDirectoryHandle(name, { create: true });
      for (const [file, bytes] of Object.entries(files))
        await write(await folder.getFileHandle(file, { create: true }), bytes);
    },
    async read(name, file) {
      const folder = await (await root()).getDirectoryHandle(name);
      const blob = await (await folder.getFileHandle(file)).getFile();
      return new Uint8Array(await blob.arrayBuffer());
    },
    async remove(name) {
      try {
        await (await root()).removeEntry(name, { recursive: true });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
    async list() {
      const names: string[] = [];
      for await (const name of ((await root()) as Listed).keys()) names.push(name);
      return names;
    },
  };
}
