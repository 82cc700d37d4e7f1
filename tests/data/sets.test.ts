/** The table of data sets, and the names under which what was stored before it is still found. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cacheName } from '../../src/data/browser/cacheName.ts';
import { fetchSource } from '../../src/data/browser/fetchSource.ts';
import { manifestFormat } from '../../src/data/manifest.ts';
import { preparedFolder } from '../../src/data/node/folders.ts';
import {
  type DatasetName,
  factsOf,
  isOwnName,
  readyNames,
  readySets,
  rememberFacts,
} from '../../src/data/sets/index.ts';
import { mostOwnImages, ownName, ownNumbers } from '../../src/data/sets/ownName.ts';
import { fromSprite, imagesPerShard, spriteLayout, toSprite } from '../../src/data/sprite.ts';
import { specLimits } from '../../src/model/spec.ts';
import { readRecord, writeRecord } from '../../src/storage/runRecordSchema.ts';
import {
  configFrom,
  configFromQuery,
  configToQuery,
  datasetOf,
  specOf,
  withSetting,
} from '../../src/training/config.ts';
import type { StorageSnapshot } from '../fixtures/browser/snapshot.ts';

describe.each(readyNames)('%s', (name) => {
  const facts = readySets[name];

  it('is listed under its own name, which can stand in an address', () => {
    expect(facts.name).toBe(name);
    expect(encodeURIComponent(name)).toBe(name);
  });

  it('has classes and pictures that a network can take', () => {
    const within = (value: number, { min, max }: { min: number; max: number }) =>
      Number.isInteger(value) && value >= min && value <= max;
    expect(within(facts.classes.length, specLimits.classes)).toBe(true);
    expect(within(facts.imageSize, specLimits.inputSize)).toBe(true);
    expect(new Set(facts.classes).size).toBe(facts.classes.length);
    for (const channel of [...facts.mean, ...facts.std]) expect(channel > 0 && channel < 1).toBe(true);
    for (const split of ['train', 'test'] as const)
      expect(facts.images[split]).toBeLessThanOrEqual(mostOwnImages);
  });
});

describe('a set out of own pictures', () => {
  const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
  const numbers = { imageSize: 64, classes: 3, images: { train: 120, test: 30 } };
  const name = ownName(numbers, hash);

  it('has a name that says how large it is, and of what content', () => {
    expect(name).toBe('own-64-3-120-30-9f86d081884c7d65');
    expect(ownNumbers(name)).toEqual(numbers);
    expect(encodeURIComponent(name)).toBe(name);
  });

  it.each([
    'own',
    'own-64-3-120-30-9F86D081884C7D65',
    'own-48-3-120-30-9f86d081884c7d65',
    'own-64-1-120-30-9f86d081884c7d65',
    'own-64-1001-120-30-9f86d081884c7d65',
    'own-64-03-120-30-9f86d081884c7d65',
    'own-64-3-0-30-9f86d081884c7d65',
    'own-64-3-262144-1-9f86d081884c7d65',
    'own-64-3-120-30-9f86d081884c7d6',
    'own-64-3-120-30-9f86d081884c7d65\n',
    '__proto__',
  ])('is not called %j', (other) => {
    expect(isOwnName(other)).toBe(false);
    expect(() => configFrom({ dataset: other })).toThrow();
  });

  it('fixes the network, and how many pictures there are, without anything else being known of it', () => {
    const config = configFrom({ dataset: name });
    expect([config.trainImages, config.testImages]).toEqual([120, 30]);
    expect(specOf(config)).toMatchObject({ inputSize: 64, classes: 3 });
    expect(datasetOf(config)).toMatchObject({ classes: ['1', '2', '3'], samples: [] });
    expect(factsOf(name)).toBe(factsOf(name));
  });

  it('is told by its own words once they are known', () => {
    const other = ownName(numbers, hash.replace('9f', '00'));
    const facts = { ...factsOf(other), name: other, title: 'Pets', classes: ['cat', 'constructor', '狗'] };
    rememberFacts(facts);
    expect(factsOf(other)).toBe(facts);
  });

  it('bounds the numbers of pictures, and cuts those of a set before', () => {
    expect(configFrom({ dataset: name, trainImages: '100' }).trainImages).toBe(100);
    expect(() => configFrom({ trainImages: '121', dataset: name })).toThrow('from 1 to 120');
    expect(() => configFrom({ trainImages: '50001' })).toThrow('from 1 to 50000');
    const before = configFrom({ trainImages: '4000', testImages: '20' });
    const after = withSetting(before, 'dataset', name);
    expect([after.trainImages, after.testImages]).toEqual([120, 20]);
    // All pictures stay all pictures.
    const all = withSetting(withSetting(configFrom({}), 'dataset', name), 'dataset', 'cifar10');
    expect([all.trainImages, all.testImages]).toEqual([50_000, 10_000]);
  });

  it('stands in an address alone, and bounds the numbers beside it there', () => {
    const config = configFrom({ dataset: name });
    expect(configToQuery(config)).toEqual({ dataset: name });
    const query = (train: string): [string, string][] => [
      ['train-images', train],
      ['dataset', name],
    ];
    expect(configFromQuery(query('119'))).toMatchObject({ problems: [], config: { trainImages: 119 } });
    expect(configFromQuery(query('121'))).toMatchObject({
      problems: [{ kind: 'setting-not-number' }],
      config: { dataset: name satisfies DatasetName, trainImages: 120 },
    });
  });
});

describe('CIFAR-10 as earlier versions left it', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('is found on disk, in the cache, in its manifest and on the server', async () => {
    expect(preparedFolder('cifar10')).toMatch(/[\\/]public[\\/]cifar10$/);
    expect(cacheName('cifar10')).toBe('resnet-playground-cifar10');
    expect(manifestFormat(readySets.cifar10)).toBe('resnet-playground-cifar10');
    const asked: string[] = [];
    vi.stubGlobal('fetch', async (url: URL) => {
      asked.push(url.href);
      return new Response('{}');
    });
    const source = fetchSource('https://example.org/project/', 'cifar10');
    await source.manifest({ signal: new AbortController().signal });
    expect(asked).toEqual(['https://example.org/project/cifar10/manifest.json']);
  });
});

describe('what a browser stored for commit 217e12d', () => {
  const snapshot = JSON.parse(
    readFileSync(new URL('../fixtures/browser/217e12d.json', import.meta.url), 'utf8'),
    (_, value) => {
      if (value?.$number !== undefined) return Number(value.$number);
      return value?.$undefined ? undefined : value;
    },
  ) as StorageSnapshot;
  const valuesOf = (database: string, store: string) =>
    snapshot.databases
      .find(({ name }) => name === database)!
      .stores.find(({ name }) => name === store)!
      .records.map(({ value }) => value as { readonly config: Readonly<Record<string, string>> });

  it('are runs and checkpoints without a data set, which are read as CIFAR-10', () => {
    const runs = valuesOf('resnet-playground-runs', 'runs');
    const checkpoints = valuesOf('resnet-playground-checkpoints', 'known');
    expect([runs.length, checkpoints.length]).toEqual([3, 3]);
    for (const { config } of [...runs, ...checkpoints]) expect(config).not.toHaveProperty('dataset');
    for (const run of runs) {
      const record = readRecord(run)!;
      expect(record.config.dataset).toBe('cifar10');
      expect(writeRecord(record).config).toMatchObject({ dataset: 'cifar10' });
    }
    for (const { config } of checkpoints) expect(configFrom(config).dataset).toBe('cifar10');
  });
});

describe('sprites', () => {
  it.each([8, 32, 64])('hold pictures of %i pixels and give them back', (size) => {
    const layout = spriteLayout(size);
    expect([layout.width, layout.height, layout.imageBytes]).toEqual([40 * size, 25 * size, size * size * 3]);
    for (const images of [41, imagesPerShard]) {
      const pictures = Uint8Array.from({ length: images * layout.imageBytes }, (_, i) => (i * 131) % 251);
      const sprite = toSprite(pictures, layout);
      expect(sprite.length).toBe(layout.bytes);
      // The second picture lies beside the first, the 41st below it.
      expect(sprite[size * 3]).toBe(pictures[layout.imageBytes]);
      expect(sprite[size * layout.width * 3]).toBe(pictures[40 * layout.imageBytes]);
      const back = new Uint8Array((images + 1) * layout.imageBytes);
      fromSprite(sprite, layout, images, back, 1);
      expect(Buffer.compare(back.subarray(layout.imageBytes), pictures)).toBe(0);
    }
  });
});
