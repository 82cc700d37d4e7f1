/** Runs in Chromium's worker: opens CIFAR-10 as the page does and tells what came of it. Built by browser.test.ts. */

import { sha256Hex } from '../../src/base/sha256.ts';
import { browserDecoder } from '../../src/data/browser/browserDecoder.ts';
import { fetchSource } from '../../src/data/browser/fetchSource.ts';
import { openShards } from '../../src/data/openShards.ts';
import { range } from '../../src/data/random.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import type { ShardDecoder } from '../../src/data/shardDecoder.ts';

export interface LoadRequest {
  /** Where the folders of the data sets lie. */
  readonly dataUrl: string;
  readonly trainImages: number;
  /** Names of the ways of decoding to allow; all by default. */
  readonly ways?: readonly string[];
  /** Take this global away first, as a browser without it would. */
  readonly without?: readonly string[];
  /** Change one bit of what is read back from canvases, as browsers that resist fingerprinting do. */
  readonly lyingCanvas?: boolean;
  /** Let Cache Storage take nothing in. */
  readonly fullDisk?: boolean;
}

export interface LoadResult {
  readonly pixels?: string;
  readonly labels?: readonly number[];
  /** The ways that decoded, one entry a shard and attempt. */
  readonly used: readonly string[];
  readonly cached: readonly string[];
  readonly message?: string;
}

function lie(): void {
  const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
  OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...where) {
    const image = read.apply(this, where as Parameters<typeof read>);
    image.data[4001]! ^= 1;
    return image;
  };
}

async function load(request: LoadRequest): Promise<LoadResult> {
  for (const name of request.without ?? []) Object.defineProperty(globalThis, name, { value: undefined });
  if (request.lyingCanvas) lie();
  if (request.fullDisk)
    Cache.prototype.put = () => Promise.reject(new DOMException('The disk is full.', 'QuotaExceededError'));
  const used: string[] = [];
  const decoder: ShardDecoder = {
    ways: browserDecoder.ways
      .filter((way) => request.ways?.includes(way.name) ?? true)
      .map((way) => ({
        name: way.name,
        available: () => way.available(),
        decode: (file, layout) => {
          used.push(way.name);
          return way.decode(file, layout);
        },
      })),
    refusal: browserDecoder.refusal,
  };
  const n = request.trainImages;
  const cached = async () => {
    if (!globalThis.caches) return [];
    const cache = await caches.open('resnet-playground-cifar10');
    return (await cache.keys()).map((r) => r.url.replace(/^.*\//, '')).sort();
  };
  try {
    const data = await openShards({
      facts: cifar10,
      source: fetchSource(request.dataUrl, 'cifar10'),
      decoder,
      seed: 1,
      trainImages: n,
      testImages: 1,
      retry: { firstWaitMs: 20 },
    });
    await Promise.all([data.train.arrived(n), data.test.arrived(1)]);
    const into = { images: new Uint8Array(n * 3072), labels: new Int32Array(n) };
    data.train.gather(range(n), into);
    return { pixels: await sha256Hex(into.images), labels: [...into.labels], used, cached: await cached() };
  } catch (error) {
    return { message: (error as Error).message, used, cached: await cached() };
  }
}

self.onmessage = async (event: MessageEvent<LoadRequest>) => postMessage(await load(event.data));
