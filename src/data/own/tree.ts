/**
 * A folder of files as readers of own data see it, whether it was dropped on a page, lies on a disk or in an archive: paths in one spelling and one order on every
 * machine, without what systems leave in folders, and without names that lead out of it.
 */
import { megabytes, mostBytes, mostFiles } from './bounds.ts';
import { OwnDataError } from './ownDataError.ts';
import { Tally } from './tally.ts';

export interface OwnFile {
  /** From the chosen folder on, with slashes. */
  readonly path: string;
  readonly size: number;
  /** Bytes from one place up to another, fewer where the file ends before. */
  slice(from: number, to: number): Promise<Uint8Array>;
  /** Whether any slice takes unpacking all of it. */
  readonly packed?: boolean;
}

export interface Tree {
  /** In the order of their paths. */
  readonly files: readonly OwnFile[];
  /** What was passed by. */
  readonly tally: Tally;
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
/** In lower case, without the dot; empty where there is none. */
export const extensionOf = (path: string): string => /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
/** The name of a file without its last extension. */
export const stemOf = (path: string): string => baseName(path).replace(/(?!^)\.[^.]*$/, '');

/** By code units, which no language and no machine orders otherwise. */
export const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What macOS, Windows and Linux leave in folders and archives. */
const isLeftover = (segments: readonly string[]): boolean =>
  segments.some(
    (s) => s === '__MACOSX' || s.startsWith('.') || /^(thumbs\.db|desktop\.ini|icon\r)$/i.test(s),
  );

const withSlashes = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');

const isUnsafe = (path: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no name has these.
  /^\/|^[a-z]:\/|[\0-\x1f]/i.test(path) || path.split('/').some((s) => s === '..' || s === '');

export const renamed = (file: OwnFile, path: string): OwnFile =>
  file.path === path
    ? file
    : { path, size: file.size, packed: file.packed, slice: (from, to) => file.slice(from, to) };

/** Composed letters, as macOS does not store them: whoever mixes both spellings in an archive has two files of what is one name. */
function freePath(path: string, taken: ReadonlyMap<string, unknown>): string {
  const ending = /(\.[^./]*)?$/.exec(path)?.[0] ?? '';
  const stem = path.slice(0, path.length - ending.length);
  let free = path;
  for (let n = 2; taken.has(free); n++) free = `${stem} (${n})${ending}`;
  return free;
}

/** @param tally takes what is passed by; a new one where the tree is the first. */
export function treeOf(files: readonly OwnFile[], tally = new Tally()): Tree {
  if (files.length > mostFiles) throw new OwnDataError({ kind: 'too-many-files', most: mostFiles });
  const kept = new Map<string, OwnFile>();
  for (const file of files) {
    const path = withSlashes(file.path);
    if (isUnsafe(path)) tally.add('unsafe-names', file.path);
    else if (!isLeftover(path.split('/'))) kept.set(path, file);
  }
  const named = [...kept].sort(([a], [b]) => inOrder(a, b));
  const composed = new Map<string, OwnFile>();
  for (const [name, file] of named) {
    const path = freePath(name.normalize('NFC'), composed);
    composed.set(path, renamed(file, path));
  }
  return { files: [...composed.values()].sort((a, b) => inOrder(a.path, b.path)), tally };
}

/** The bytes of a file. @throws OwnDataError where it is larger than is read, or cannot be read. */
export async function bytesOf(file: OwnFile, most = mostBytes): Promise<Uint8Array> {
  if (file.size > most)
    throw new OwnDataError({ kind: 'file-too-large', name: file.path, most: megabytes(most) });
  return sliceOf(file, 0, file.size);
}

export async function sliceOf(file: OwnFile, from: number, to: number): Promise<Uint8Array> {
  try {
    return await file.slice(from, to);
  } catch (error) {
    if (error instanceof OwnDataError) throw error;
    throw new OwnDataError({ kind: 'file-unreadable', name: file.path }, { cause: error });
  }
}

/** The same file, to take many slices of. @throws as `bytesOf`. */
export const atHand = async (file: OwnFile): Promise<OwnFile> =>
  file.packed ? memoryFile(file.path, await bytesOf(file)) : file;

/** A file whose bytes are in memory. */
export const memoryFile = (path: string, bytes: Uint8Array): OwnFile => ({
  path,
  size: bytes.length,
  slice: async (from, to) => bytes.subarray(from, to),
});

/** A file that somebody dropped or chose. */
export const blobFile = (path: string, blob: Blob): OwnFile => ({
  path,
  size: blob.size,
  slice: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
});
