/**
 * What a run will load before and while it trains: the shards that its pictures lie in, less those that the browser has from earlier
 * visits. An estimate from the facts of the data set, so that it can be said before a byte is loaded.
 */
import { cacheName } from '../../data/browser/cacheName.ts';
import { type DatasetName, isReady } from '../../data/sets/index.ts';
import { datasetOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';

type Pictures = Pick<RunConfig, 'dataset' | 'trainImages' | 'testImages'>;

/** Shards of each split that the first so many pictures lie in. */
function shardsOf(config: Pictures) {
  const { images, shard } = datasetOf(config);
  const shards = (pictures: number, all: number) => Math.ceil(Math.min(pictures, all) / shard.images);
  return { train: shards(config.trainImages, images.train), test: shards(config.testImages, images.test) };
}

/** @param kept Names of the shards that the browser has, such as `train-00.webp`. */
export function bytesToLoad(config: Pictures, kept: ReadonlySet<string>): number {
  // One's own pictures are in this browser.
  if (!isReady(config.dataset)) return 0;
  const wanted = Object.entries(shardsOf(config)).flatMap(([split, count]) =>
    Array.from({ length: count }, (_, i) => `${split}-${String(i).padStart(2, '0')}.webp`),
  );
  return wanted.filter((name) => !kept.has(name)).length * datasetOf(config).shard.bytes;
}

/** The shards of earlier visits; none where the browser has no storage for this page. */
export async function keptShards(
  dataset: DatasetName,
  storage: CacheStorage | undefined = globalThis.caches,
): Promise<ReadonlySet<string>> {
  try {
    // To ask first, since opening a store makes it.
    if (!storage || !(await storage.has(cacheName(dataset)))) return new Set();
    const keys = await (await storage.open(cacheName(dataset))).keys();
    return new Set(keys.map(({ url }) => new URL(url).pathname.split('/').at(-1) ?? ''));
  } catch {
    return new Set();
  }
}
