/** The prepared data from a folder on disk, for the command line and the tests. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DataError, LoadError } from '../dataError.ts';
import { manifestName } from '../manifest.ts';
import { type DatasetName, factsOf } from '../sets/index.ts';
import type { ReadOptions, ShardSource } from '../shardSource.ts';
import { preparedFolder } from './folders.ts';

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Reads from `folder`, by default the one that `prepare` fills. */
export function fileSource(dataset: DatasetName, folder: string = preparedFolder(dataset)): ShardSource {
  const read = async (name: string, { signal, onBytes }: ReadOptions): Promise<Uint8Array> => {
    const bytes = await readFile(join(folder, name), { signal });
    onBytes?.(bytes.length);
    return bytes;
  };
  return {
    // A disk does not get better by asking again.
    tries: 1,
    place: 'disk',
    manifest: async (options) => {
      try {
        return await read(manifestName, options);
      } catch (error) {
        if (!isMissing(error)) throw error;
        throw new DataError({ kind: 'not-prepared', dataset: factsOf(dataset).title });
      }
    },
    file: async (entry, options) => {
      try {
        return await read(entry.file, options);
      } catch (error) {
        throw isMissing(error) ? new LoadError({ kind: 'missing' }) : error;
      }
    },
  };
}
