/** Data sets for the commands that need them: prepared where they are missing, then opened from disk. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { manifestName } from '../data/manifest.ts';
import { memoryDataset } from '../data/memoryDataset.ts';
import { type BuildReport, buildShards } from '../data/node/buildShards.ts';
import { fileSource } from '../data/node/fileSource.ts';
import { preparedFolder } from '../data/node/folders.ts';
import { sharpDecoder } from '../data/node/sharpDecoder.ts';
import { openShards } from '../data/openShards.ts';
import type { Dataset } from '../data/pictures.ts';
import { PreparationError } from '../data/preparationError.ts';
import { isReady, type ReadyName, readySets } from '../data/sets/index.ts';
import { preparations } from '../data/sets/preparations.ts';
import type { DataRequest } from '../trainer/openRun.ts';
import type { OpenPictures } from './measuring.ts';
import { UsageError } from './options.ts';
import { setText } from './setText.ts';

/**
 * Makes the shards of a data set from its original pictures. Safe to do again; progress goes to stderr.
 * @param force Whether to write every file anew.
 * @throws PreparationError with one sentence for the user.
 */
export async function prepare(name: ReadyName, force = false): Promise<void> {
  const facts = readySets[name];
  const { original, megabytes } = preparations[name];
  const showProgress = (done: number, total: number): void => {
    const line = `${facts.title}: shard ${done} of ${total}`;
    if (process.stderr.isTTY) process.stderr.write(`\r${line}${done === total ? '\n' : ''}`);
    // A log file needs no sixty lines.
    else if (done % 10 === 0) process.stderr.write(`${line}\n`);
  };
  const start = performance.now();
  let report: BuildReport;
  try {
    report = await buildShards({
      facts,
      original,
      target: preparedFolder(name),
      force,
      onProgress: showProgress,
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
      throw new PreparationError(
        `The disk is full: ${facts.title} needs about ${megabytes} MB in public/${name}.`,
      );
    throw error;
  }
  const { shards, bytes, written } = report;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const what = written === 0 ? 'verified' : `${written} written`;
  process.stderr.write(
    `${facts.title} is ready: ${shards} shards, ${(bytes / 1e6).toFixed(0)} MB, ${what} in ${seconds} s.\n`,
  );
}

/**
 * Opens a data set from disk, after preparing it where that has not been done.
 * @throws UsageError for one of somebody's own, which lies nowhere that is known.
 */
export async function openPrepared({ dataset, ...request }: DataRequest): Promise<Dataset> {
  if (!isReady(dataset))
    throw new UsageError(
      `The pictures of ${setText(dataset)} are somebody's own: give them with --data PATH.`,
    );
  if (!existsSync(join(preparedFolder(dataset), manifestName))) await prepare(dataset);
  return openShards({
    ...request,
    facts: readySets[dataset],
    source: fileSource(dataset),
    decoder: sharpDecoder,
  });
}

/** Opens pictures that were read, and those of any other set from disk. */
export const openPictures: OpenPictures =
  ({ own, seenAs }) =>
  async (request) => {
    const opened =
      own && request.dataset === own.facts.name ? memoryDataset(own, request) : await openPrepared(request);
    return { ...opened, ...seenAs };
  };
