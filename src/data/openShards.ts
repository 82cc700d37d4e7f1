/**
 * Opens a data set that was prepared as shards: manifest and labels first, then the shards in the background, a few at once,
 * the first to be trained on first. Where files come from and how they are decoded is given; everything is checked here.
 */
import {
  childController,
  defaultRetryPolicy,
  type RetryPolicy,
  withRetries,
  withStallGuard,
} from '../base/retry.ts';
import { DataError, loadFaultOf } from './dataError.ts';
import { type Loading, loadFile, loadShard } from './loadFile.ts';
import { type Manifest, ManifestError, parseManifest, type Shard } from './manifest.ts';
import { throughOutages } from './outage.ts';
import { PictureStore } from './pictureStore.ts';
import type { Dataset } from './pictures.ts';
import { generatorFor, range, shuffle } from './random.ts';
import type { DatasetFacts, SplitName } from './sets/index.ts';
import type { ShardDecoder } from './shardDecoder.ts';
import type { ShardSource } from './shardSource.ts';
import { imagesPerShard, spriteLayout } from './sprite.ts';

/** More at once would only make the first ones later. */
const shardsInFlight = 4;

export interface OpenOptions {
  readonly facts: DatasetFacts;
  readonly source: ShardSource;
  readonly decoder: ShardDecoder;
  /** The run's seed: it fixes the order in which training shards arrive. */
  readonly seed: number;
  /** The first so many pictures of each split, in the original order; only the shards they lie in are loaded. None to train on may be wanted. */
  readonly trainImages: number;
  readonly testImages: number;
  /** Loads no shard of test pictures before one of its pictures is asked for by `ready` or `arrived`. */
  readonly onDemand?: boolean;
  /** Ends the loading; `arrived` then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Shards in memory, of how many; from 0 on. */
  readonly onProgress?: (done: number, total: number) => void;
  /** True once there is no connection, false once it is back. With it an outage is waited for and does not end the loading. */
  readonly onOutage?: (gone: boolean) => void;
  readonly retry?: Partial<RetryPolicy>;
}

/** Several files meet the same outage, and it is told of once. */
function changesOf(tell: (gone: boolean) => void): (gone: boolean) => void {
  let told = false;
  return (gone) => {
    if (gone !== told) tell(gone);
    told = gone;
  };
}

/**
 * Resolves when the labels are there; the pictures follow. When one shard cannot be had, loading ends and `arrived`
 * of both splits rejects: nothing goes on silently with less data.
 * @throws DataError when manifest or labels cannot be had.
 */
export async function openShards(options: OpenOptions): Promise<Dataset> {
  const { facts, source, decoder, seed, trainImages, testImages, signal, onProgress, onOutage } = options;
  const { controller, release } = childController(signal);
  const layout = spriteLayout(facts.imageSize);
  const loading: Loading = {
    source,
    layout,
    retry: { ...defaultRetryPolicy, ...options.retry },
    signal: controller.signal,
    onOutage: onOutage && changesOf(onOutage),
  };
  try {
    const manifest = await loadManifest(facts, loading);
    const trainLabels = await loadLabels('train', trainImages, manifest, loading);
    const testLabels = await loadLabels('test', testImages, manifest, loading);
    const order = shuffle(range(Math.ceil(trainImages / imagesPerShard)), generatorFor(seed, 'arrival'));
    const train = new PictureStore(trainLabels, order, layout);
    const { shards } = manifest.test;
    const load = (number: number) => loadShard(shards[number] as Shard, decoder, loading);
    const testOrder = range(Math.ceil(testImages / imagesPerShard));
    const test = new PictureStore(testLabels, testOrder, layout, options.onDemand ? load : undefined);

    // Test pictures last: they are first needed when the first epoch has seen every training picture. But the samples lie in
    // the first shard of them, and training starts with two shards of its own.
    const jobs = jobsOf(train, manifest.train.shards);
    const tests = options.onDemand ? [] : jobsOf(test, shards);
    if (facts.samples.length > 0) jobs.splice(2, 0, ...tests.splice(0, 1));
    jobs.push(...tests);
    loadAll(jobs, decoder, loading, onProgress)
      .catch((error: unknown) => {
        controller.abort(error);
        train.fail(error);
        test.fail(error);
      })
      .finally(release);
    const { classes, mean, std } = facts;
    return { classes, mean, std, train, test };
  } catch (error) {
    release();
    throw error;
  }
}

async function loadManifest(facts: DatasetFacts, loading: Loading): Promise<Manifest> {
  const { source, retry, signal } = loading;
  const load = () =>
    withRetries(
      async (tryNumber) => {
        const bytes = await withStallGuard(
          (guarded, alive) => source.manifest({ signal: guarded, onBytes: alive, fresh: tryNumber > 1 }),
          retry,
          signal,
        );
        const manifest = parseManifest(bytes, facts);
        const { train, test } = manifest;
        await source.settle?.(bytes, [train.labels, test.labels, ...train.shards, ...test.shards]);
        return manifest;
      },
      source.tries,
      retry,
      signal,
      // A manifest cut short on its way is worth another try.
      (error) => error instanceof DataError && !(error instanceof ManifestError),
    );
  try {
    return await throughOutages(load, loading);
  } catch (error) {
    if (signal.aborted || error instanceof DataError) throw error;
    throw new DataError({
      kind: 'manifest-not-loaded',
      dataset: facts.title,
      fault: loadFaultOf(error),
      from: source.place,
    });
  }
}

async function loadLabels(name: SplitName, images: number, manifest: Manifest, loading: Loading) {
  const split = manifest[name];
  // Whoever only asks a network has nothing to train.
  if (name === 'train' && images === 0) return new Uint8Array();
  if (!Number.isInteger(images) || images < 1 || images > split.images)
    throw new DataError({ kind: 'picture-count', split: name, all: split.images, pictures: images });
  const labels = await loadFile(split.labels, 'labels', loading);
  if (labels.some((label) => label >= manifest.classes.length))
    throw new DataError({ kind: 'unknown-labels', file: split.labels.file, from: loading.source.place });
  return labels.slice(0, images);
}

interface Job {
  readonly store: PictureStore;
  readonly number: number;
  readonly shard: Shard;
}

const jobsOf = (store: PictureStore, shards: readonly Shard[]): Job[] =>
  Array.from(store.shardOrder, (number) => ({ store, number, shard: shards[number] as Shard }));

async function loadAll(
  jobs: readonly Job[],
  decoder: ShardDecoder,
  loading: Loading,
  onProgress: OpenOptions['onProgress'],
): Promise<void> {
  let done = 0;
  onProgress?.(done, jobs.length);
  const queue = jobs.values();
  const lane = async () => {
    for (const { store, number, shard } of queue) {
      const sprite = await loadShard(shard, decoder, loading);
      loading.signal.throwIfAborted();
      store.place(number, sprite);
      onProgress?.(++done, jobs.length);
    }
  };
  await Promise.all(Array.from({ length: shardsInFlight }, lane));
}
