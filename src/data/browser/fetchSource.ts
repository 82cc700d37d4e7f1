/** The files of a folder with a manifest from a web server, with the browser's Cache Storage for the next visit. For page and worker. */
import { type FileEntry, manifestName, maxManifestBytes } from '../manifest.ts';
import type { ReadOptions, ShardSource } from '../shardSource.ts';
import { fetchBytes } from './fetchBytes.ts';
import { type FileCache, fileCache } from './fileCache.ts';

/** Resolves when the browser is online again after it was not; never for an outage that it does not notice. */
const reconnected = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => addEventListener('online', () => resolve(), { once: true, signal }));

/**
 * @param dataUrl address of the folder in which every data set has a folder of its own; must end in a slash.
 * @param folder name of a data set, or of another folder there.
 */
export function fetchSource(dataUrl: string, folder: string, cache?: FileCache): ShardSource {
  const base = new URL(`${folder}/`, dataUrl).href;
  const kept = cache ?? fileCache(base, folder);

  const get = (name: string, mode: RequestCache, limit: number, options: ReadOptions) =>
    fetchBytes(new URL(name, base), mode, limit, options);

  return {
    tries: 4,
    place: 'server',
    manifest: async (options) => {
      try {
        // `no-cache` asks the server whether the copy is still right; a changed data set is seen at once.
        return await get(manifestName, options.fresh ? 'reload' : 'no-cache', maxManifestBytes, options);
      } catch (error) {
        options.signal.throwIfAborted();
        const earlier = await kept.recallManifest();
        if (earlier) return earlier;
        throw error;
      }
    },
    file: (entry: FileEntry, options) =>
      get(entry.file, options.fresh ? 'reload' : 'default', entry.bytes, options),
    reconnected,
    recall: (entry) => kept.recall(entry),
    keep: (entry, bytes) => kept.keep(entry, bytes),
    settle: (manifest, entries) => kept.settle(manifest, entries),
  };
}
