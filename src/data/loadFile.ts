/** One file of the data folder: had from an earlier visit or the source, and checked; shards are decoded and checked again. */

import { withRetries, withStallGuard } from '../base/retry.ts';
import { sha256Hex } from '../base/sha256.ts';
import type { DecodeAttempt, LoadFault } from '../problems/data.ts';
import { DataError, decodeFaultOf, LoadError, loadFaultOf } from './dataError.ts';
import type { FileEntry, Shard } from './manifest.ts';
import { throughOutages, type Waiting } from './outage.ts';
import type { ShardDecoder } from './shardDecoder.ts';
import type { SpriteLayout } from './sprite.ts';

export type Loading = Waiting & { readonly layout: SpriteLayout };

/** Why bytes are not the file the manifest lists, if they are not. */
async function faultOf(entry: FileEntry, bytes: Uint8Array): Promise<LoadFault | undefined> {
  if (bytes.length !== entry.bytes)
    return { kind: 'wrong-length', bytes: bytes.length, expected: entry.bytes };
  return (await sha256Hex(bytes)) === entry.sha256 ? undefined : { kind: 'wrong-checksum' };
}

/**
 * The checked bytes of a file.
 * @param part What the file is.
 * @throws DataError that names the file; the signal's reason when aborted.
 */
export async function loadFile(
  entry: FileEntry,
  part: 'shard' | 'labels' | 'network',
  loading: Waiting,
): Promise<Uint8Array> {
  const { source, retry, signal } = loading;
  const cached = await source.recall?.(entry);
  if (cached && (await faultOf(entry, cached)) === undefined) return cached;
  const load = () =>
    withRetries(
      async (tryNumber) => {
        const bytes = await withStallGuard(
          (guarded, alive) =>
            source.file(entry, {
              signal: guarded,
              onBytes: alive,
              fresh: cached !== undefined || tryNumber > 1,
            }),
          retry,
          signal,
        );
        const fault = await faultOf(entry, bytes);
        if (fault) throw new LoadError(fault);
        await source.keep?.(entry, bytes);
        return bytes;
      },
      source.tries,
      retry,
      signal,
      (error) => error instanceof DataError,
    );
  try {
    return await throughOutages(load, loading);
  } catch (error) {
    if (signal.aborted || error instanceof DataError) throw error;
    const { file } = entry;
    throw new DataError({
      kind: 'file-not-loaded',
      part,
      file,
      fault: loadFaultOf(error),
      from: source.place,
    });
  }
}

/** The pixels of a shard's file, by the first way that gives the very pixels of the manifest. */
async function decodeChecked(
  shard: Shard,
  file: Uint8Array,
  decoder: ShardDecoder,
  layout: SpriteLayout,
): Promise<Uint8Array> {
  const attempts: DecodeAttempt[] = [];
  for (const way of decoder.ways) {
    if (!way.available()) {
      attempts.push({ way: way.name, fault: { kind: 'absent' } });
      continue;
    }
    try {
      const pixels = await way.decode(file, layout);
      if ((await sha256Hex(pixels)) === shard.pixelsSha256) return pixels;
      attempts.push({ way: way.name, fault: { kind: 'other-pixels' } });
    } catch (error) {
      attempts.push({ way: way.name, fault: decodeFaultOf(error) });
    }
  }
  throw new DataError(decoder.refusal(shard.file, attempts));
}

/**
 * The checked pixels of a shard's sprite (see sprite.ts).
 * @throws as `loadFile`, and DataError when the file is right but cannot be decoded exactly.
 */
export async function loadShard(shard: Shard, decoder: ShardDecoder, loading: Loading): Promise<Uint8Array> {
  const file = await loadFile(shard, 'shard', loading);
  return decodeChecked(shard, file, decoder, loading.layout);
}
