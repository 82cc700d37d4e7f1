/** The real shards through a source that can be told to go wrong, file by file and try by try. */

import type { RetryPolicy } from '../../src/base/retry.ts';
import { LoadError } from '../../src/data/dataError.ts';
import { manifestName } from '../../src/data/manifest.ts';
import { fileSource } from '../../src/data/node/fileSource.ts';
import type { ReadOptions, ShardSource } from '../../src/data/shardSource.ts';

export type Fault = 'missing' | 'truncated' | 'tampered' | 'silent' | 'offline';

export interface FaultySource extends ShardSource {
  /** Names asked for, in order, with repetitions. */
  readonly asked: string[];
  /** Tries at which a file went past the caches. */
  readonly fresh: string[];
  /** Most files asked for and not yet had. */
  mostAtOnce: number;
}

/** @param faults by file name, what each try meets; then the file is fine, unless 'always' says that the last fault stays. */
export function faultySource(faults: Record<string, readonly (Fault | 'always')[]> = {}): FaultySource {
  const disk = fileSource('cifar10');
  let atOnce = 0;
  const tries = new Map<string, number>();
  const spoil = async (name: string, options: ReadOptions, read: () => Promise<Uint8Array>) => {
    source.asked.push(name);
    if (options.fresh) source.fresh.push(name);
    const list = faults[name] ?? [];
    const n = tries.get(name) ?? 0;
    tries.set(name, n + 1);
    const always = list.at(-1) === 'always';
    const fault = list[always ? Math.min(n, list.length - 2) : n];
    source.mostAtOnce = Math.max(source.mostAtOnce, ++atOnce);
    try {
      if (fault === 'offline') throw new LoadError({ kind: 'unreachable' });
      if (fault === 'missing') throw new Error('the server answered 404');
      if (fault === 'silent')
        await new Promise((_, reject) => {
          options.signal.addEventListener('abort', () => reject(options.signal.reason));
        });
      const bytes = Uint8Array.from(await read());
      if (fault === 'truncated') return bytes.subarray(0, bytes.length - 100);
      if (fault === 'tampered') bytes[bytes.length >> 1]! ^= 1;
      return bytes;
    } finally {
      atOnce--;
    }
  };
  const source: FaultySource = {
    asked: [],
    fresh: [],
    mostAtOnce: 0,
    tries: 4,
    place: 'server',
    manifest: (options) => spoil(manifestName, options, () => disk.manifest(options)),
    file: (entry, options) => spoil(entry.file, options, () => disk.file(entry, options)),
  };
  return source;
}

/** A policy that notes its waits instead of waiting. Short only where silence is meant: a busy machine is slow, too. */
export function instantRetries(waits: number[] = [], fault?: Fault): Partial<RetryPolicy> {
  return {
    random: () => 0.5,
    stallMs: fault === 'silent' ? 500 : 60_000,
    sleep: async (ms, signal) => {
      waits.push(ms);
      signal.throwIfAborted();
    },
  };
}
