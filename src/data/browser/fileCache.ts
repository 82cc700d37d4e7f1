/**
 * Checked files of an earlier visit, in the browser's Cache Storage. Keys carry the SHA-256, so a changed file is never
 * served stale. Private windows, full disks and insecure addresses may take the storage away at any time: then every
 * call does nothing, and the visit costs a download.
 */
import { type FileEntry, manifestName } from '../manifest.ts';
import { cacheName } from './cacheName.ts';

export interface FileCache {
  recall(entry: FileEntry): Promise<Uint8Array | undefined>;
  keep(entry: FileEntry, bytes: Uint8Array): Promise<void>;
  recallManifest(): Promise<Uint8Array | undefined>;
  settle(manifest: Uint8Array, entries: readonly FileEntry[]): Promise<void>;
}

/** The storage may be absent, or refuse in either of two ways; all mean none. */
async function openCache(
  storage: () => CacheStorage | undefined,
  folder: string,
): Promise<Cache | undefined> {
  try {
    return await storage()?.open(cacheName(folder));
  } catch {
    return undefined;
  }
}

/** @param base address of the folder, ending in a slash. @param folder Its name. */
export function fileCache(
  base: string,
  folder: string,
  storage: () => CacheStorage | undefined = () => globalThis.caches,
): FileCache {
  const keyOf = (entry: FileEntry) => new URL(`${entry.file}?sha256=${entry.sha256}`, base).href;
  const manifestKey = new URL(manifestName, base).href;
  let opened: Promise<Cache | undefined> | undefined;
  const open = () => {
    opened ??= openCache(storage, folder);
    return opened;
  };
  /** Gives up on the storage when it fails once: a quota does not grow while we load. */
  const attempt = async <T>(work: (cache: Cache) => Promise<T>): Promise<T | undefined> => {
    const cache = await open();
    try {
      return cache && (await work(cache));
    } catch {
      opened = Promise.resolve(undefined);
      return undefined;
    }
  };
  const get = (key: string) =>
    attempt(async (cache) => {
      const response = await cache.match(key);
      return response && new Uint8Array(await response.arrayBuffer());
    });
  const put = (key: string, bytes: Uint8Array) =>
    attempt((cache) => cache.put(key, new Response(bytes as Uint8Array<ArrayBuffer>)));
  return {
    recall: (entry) => get(keyOf(entry)),
    keep: (entry, bytes) => put(keyOf(entry), bytes),
    recallManifest: () => get(manifestKey),
    settle: async (manifest, entries) => {
      await put(manifestKey, manifest);
      const wanted = new Set([manifestKey, ...entries.map(keyOf)]);
      await attempt(async (cache) => {
        for (const { url } of await cache.keys())
          if (url.startsWith(base) && !wanted.has(url)) await cache.delete(url);
      });
    },
  };
}
