/** A browser's own disk for one site, as far as sets are kept on it: folders and files in memory, with so much room and no more. */

const missing = () => new DOMException('There is none.', 'NotFoundError');

class FakeFile {
  bytes = new Uint8Array();

  constructor(private readonly disk: FakeDisk) {}

  getFile() {
    return Promise.resolve(new Blob([this.bytes]));
  }

  createSyncAccessHandle() {
    const write = (chunk: Uint8Array, { at }: { at: number }) => {
      if (!this.disk.take(chunk.length)) return 2 ** 32 - 8;
      const grown = new Uint8Array(Math.max(this.bytes.length, at + chunk.length));
      grown.set(this.bytes);
      grown.set(chunk, at);
      this.bytes = grown;
      return chunk.length;
    };
    return Promise.resolve({
      write,
      truncate: (size: number) => {
        this.bytes = this.bytes.slice(0, size);
      },
      flush: () => {},
      close: () => {},
    });
  }
}

class FakeFolder {
  readonly entries = new Map<string, FakeFolder | FakeFile>();

  constructor(private readonly disk: FakeDisk) {}

  getDirectoryHandle(name: string, { create = false } = {}): Promise<FakeFolder> {
    return this.#entry(name, create, FakeFolder);
  }

  getFileHandle(name: string, { create = false } = {}): Promise<FakeFile> {
    return this.#entry(name, create, FakeFile);
  }

  async removeEntry(name: string): Promise<void> {
    if (!this.entries.delete(name)) throw missing();
  }

  async *keys(): AsyncGenerator<string> {
    yield* [...this.entries.keys()];
  }

  async #entry<T extends FakeFolder | FakeFile>(
    name: string,
    create: boolean,
    Kind: new (disk: FakeDisk) => T,
  ): Promise<T> {
    const known = this.entries.get(name);
    if (known instanceof Kind) return known;
    if (!create) throw missing();
    const made = new Kind(this.disk);
    this.entries.set(name, made);
    return made;
  }
}

export class FakeDisk {
  readonly root = new FakeFolder(this);
  /** Bytes that may still be written. */
  room = Number.POSITIVE_INFINITY;
  /** What happens at a write, such as the end of a page. */
  onWrite: (() => void) | undefined;

  /** Whether a write that finds no room throws, as it should, or returns its error as a number, as in Chromium. */
  throws = true;

  /** @returns whether there was room. */
  take(bytes: number): boolean {
    this.onWrite?.();
    const fits = bytes <= this.room;
    if (!fits && this.throws) throw new DOMException('The disk is full.', 'QuotaExceededError');
    this.room -= fits ? bytes : 0;
    return fits;
  }

  get handle(): () => Promise<FileSystemDirectoryHandle> {
    return async () => this.root as unknown as FileSystemDirectoryHandle;
  }

  /** Paths of all files. */
  get paths(): string[] {
    const of = (folder: FakeFolder): string[] =>
      [...folder.entries].flatMap(([name, entry]) =>
        entry instanceof FakeFolder ? of(entry).map((path) => `${name}/${path}`) : [name],
      );
    return of(this.root);
  }

  /** Changes a byte of a file. */
  async damage(end: string): Promise<void> {
    const path = this.paths.find((candidate) => candidate.endsWith(end))?.split('/') ?? [];
    let folder = this.root;
    for (const name of path.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
    const file = await folder.getFileHandle(path.at(-1) ?? '');
    file.bytes = file.bytes.map((byte, i) => (i === 5 ? byte ^ 1 : byte));
  }
}
