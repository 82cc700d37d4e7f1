/** One file of the data folder: had from an earlier visit or the source, and checked; shards are decoded and checked again. */
import { reasonOf } from '../base/errors.ts';
import { sha256Hex } from '../base/hash.ts';
import { type RetryPolicy, withRetries, withStallGuard } from '../base/retry.ts';
import { DataError } from './dataError.ts';
import type { FileEntry, Shard } from './manifest.ts';
import type { DecodeFault, ShardDecoder } from './shardDecoder.ts';
import type { ShardSource } from './shardSource.ts';
import type { SpriteLayout } from './sprite.ts';

export interface Loading {
  readonly source: ShardSource;
  readonly layout: SpriteLayout;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
}

async function checksumOf(bytes: Uint8Array): Promise<string> {
  const checksum = await sha256Hex(bytes);
  if (checksum !== undefined) return checksum;
  throw new DataError(
    'The browser checks no data on an insecure address: open this page by https:// or from localhost.',
  );
}

/** Why bytes are not the file the manifest lists, if they are not. */
async function faultOf(entry: FileEntry, bytes: Uint8Array): Promise<string | undefined> {
  if (bytes.length !== entry.bytes) return `it has ${bytes.length} bytes instead of ${entry.bytes}`;
  return (await checksumOf(bytes)) === entry.sha256 ? undefined : 'its checksum is wrong';
}

/**
 * The checked bytes of a file.
 * @throws DataError with a sentence that begins with `what`, such as `Shard train-07.webp`; the signal's reason when aborted.
 */
export async function loadFile(entry: FileEntry, what: string, loading: Loading): Promise<Uint8Array> {
  const { source, retry, signal } = loading;
  const kept = await source.recall?.(entry);
  if (kept && (await faultOf(entry, kept)) === undefined) return kept;
  try {
    return await withRetries(
      async (tryNumber) => {
        const bytes = await withStallGuard(
          (guarded, alive) =>
            source.file(entry, {
              signal: guarded,
              onBytes: alive,
              fresh: kept !== undefined || tryNumber > 1,
            }),
          retry,
          signal,
        );
        const fault = await faultOf(entry, bytes);
        if (fault !== undefined) throw new Error(fault);
        await source.keep?.(entry, bytes);
        return bytes;
      },
      source.tries,
      retry,
      signal,
      (error) => error instanceof DataError,
    );
  } catch (error) {
    if (signal.aborted || error instanceof DataError) throw error;
    throw new DataError(`${what} could not be loaded: ${reasonOf(error)}. ${source.hint}`);
  }
}

/** The pixels of a shard's file, by the first way that gives the very pixels of the manifest. */
async function decodeChecked(
  shard: Shard,
  file: Uint8Array,
  decoder: ShardDecoder,
  layout: SpriteLayout,
): Promise<Uint8Array> {
  const faults: DecodeFault[] = [];
  for (const way of decoder.ways) {
    if (!way.available()) {
      faults.push({ way: way.name, altered: false, reason: 'not there' });
      continue;
    }
    try {
      const pixels = await way.decode(file, layout);
      if ((await checksumOf(pixels)) === shard.pixelsSha256) return pixels;
      faults.push({ way: way.name, altered: true, reason: 'other pixels' });
    } catch (error) {
      faults.push({ way: way.name, altered: false, reason: reasonOf(error) });
    }
  }
  throw new DataError(decoder.refusal(shard.file, faults));
}

/**
 * The checked pixels of a shard's sprite (see sprite.ts).
 * @throws as `loadFile`, and DataError when the file is right but cannot be decoded exactly.
 */
export async function loadShard(shard: Shard, decoder: ShardDecoder, loading: Loading): Promise<Uint8Array> {
  const file = await loadFile(shard, `Shard ${shard.file}`, loading);
  return decodeChecked(shard, file, decoder, loading.layout);
}
