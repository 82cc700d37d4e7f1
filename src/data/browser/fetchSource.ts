/** The prepared data from a web server, with the browser's Cache Storage for the next visit. For page and worker. */
import { LoadError } from '../dataError.ts';
import { type FileEntry, manifestName, maxManifestBytes } from '../manifest.ts';
import type { DatasetName } from '../sets/index.ts';
import type { ReadOptions, ShardSource } from '../shardSource.ts';
import { type FileCache, fileCache } from './fileCache.ts';

/** Reads a body to its end, but not past `limit` bytes. */
async function readBody(
  response: Response,
  limit: number,
  onBytes: ReadOptions['onBytes'],
): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) throw new LoadError({ kind: 'nothing-sent' });
  const chunks: Uint8Array[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    received += value.length;
    onBytes?.(received);
    if (received > limit) {
      await reader.cancel();
      throw new LoadError({ kind: 'too-long', limit });
    }
  }
  const bytes = new Uint8Array(received);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Resolves when the browser is online again after it was not; never for an outage that it does not notice. */
const reconnected = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => addEventListener('online', () => resolve(), { once: true, signal }));

/**
 * @param dataUrl address of the folder in which every data set has a folder of its own; must end in a slash.
 */
export function fetchSource(dataUrl: string, dataset: DatasetName, cache?: FileCache): ShardSource {
  const base = new URL(`${dataset}/`, dataUrl).href;
  const kept = cache ?? fileCache(base, dataset);

  const get = async (name: string, mode: RequestCache, limit: number, options: ReadOptions) => {
    const { signal, onBytes } = options;
    let response: Response;
    try {
      response = await fetch(new URL(name, base), { signal, cache: mode });
    } catch {
      signal.throwIfAborted();
      throw new LoadError({ kind: 'unreachable' });
    }
    if (!response.ok) throw new LoadError({ kind: 'refused', status: response.status });
    // Servers for single-page sites answer every unknown address with the page itself.
    if (response.headers.get('content-type')?.startsWith('text/html'))
      throw new LoadError({ kind: 'web-page' });
    try {
      return await readBody(response, limit, onBytes);
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof TypeError ? new LoadError({ kind: 'broken-off' }) : error;
    }
  };

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
