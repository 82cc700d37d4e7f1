/** What a run loads: the shards of its pictures that the browser does not have. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bytesToLoad, keptShards } from '../../../src/app/state/download.ts';
import { readySets } from '../../../src/data/sets/index.ts';
import { defaultConfig } from '../../../src/training/settings.ts';

const { bytes } = readySets.cifar10.shard;
const none = new Set<string>();

describe('what a run loads', () => {
  it('is every shard that its pictures lie in', () => {
    expect(bytesToLoad(defaultConfig, none)).toBe(60 * bytes);
    expect(bytesToLoad({ ...defaultConfig, trainImages: 2001, testImages: 1 }, none)).toBe(4 * bytes);
  });

  it('is less what is kept already, and nothing the second time', () => {
    const config = { ...defaultConfig, trainImages: 2000, testImages: 1000 };
    expect(bytesToLoad(config, new Set(['train-01.webp', 'train-07.webp', 'manifest.json']))).toBe(2 * bytes);
    expect(bytesToLoad(config, new Set(['train-00.webp', 'train-01.webp', 'test-00.webp']))).toBe(0);
  });

  it('is near what the prepared shards weigh', () => {
    const file = 'public/cifar10/manifest.json';
    if (!existsSync(file)) throw new Error('The data are not prepared: npm run resnet -- prepare.');
    const manifest = JSON.parse(readFileSync(file, 'utf8'));
    const real = [...manifest.train.shards, ...manifest.test.shards].reduce(
      (sum, shard) => sum + shard.bytes,
      0,
    );
    expect(Math.abs(bytesToLoad(defaultConfig, none) / real - 1)).toBeLessThan(0.01);
  });

  it('is read from the store of the data set, and is everything where there is none', async () => {
    const urls = ['http://host/a/cifar10/train-03.webp?sha256=00', 'http://host/a/cifar10/manifest.json'];
    const storage = {
      has: async () => true,
      open: async () => ({ keys: async () => urls.map((url) => ({ url })) }),
    } as unknown as CacheStorage;
    expect(await keptShards('cifar10', storage)).toEqual(new Set(['train-03.webp', 'manifest.json']));
    expect(await keptShards('cifar10', { has: async () => false } as unknown as CacheStorage)).toEqual(none);
    const refusing = { has: () => Promise.reject(new Error('private')) } as unknown as CacheStorage;
    expect(await keptShards('cifar10', refusing)).toEqual(none);
  });
});
