/** Test pictures by number: loaded when they are asked for, and only once. */
import { beforeAll, expect, it } from 'vitest';
import { fileSource } from '../../src/data/node/fileSource.ts';
import { sharpDecoder } from '../../src/data/node/sharpDecoder.ts';
import { openShards } from '../../src/data/openShards.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import type { DataRequest } from '../../src/trainer/openRun.ts';
import { createTestPictures } from '../../src/worker/testPictures.ts';
import { preparedManifest } from '../data/prepared.ts';
import { realPictures, tiny } from '../trainer/kit.ts';

beforeAll(async () => {
  await preparedManifest();
});

/** Files that were read, the manifest aside. */
const read: string[] = [];
const source = fileSource('cifar10');
const openReal = ({ seed, trainImages, testImages, onDemand }: DataRequest) =>
  openShards({
    facts: cifar10,
    source: {
      ...source,
      file(entry, options) {
        read.push(entry.file);
        return source.file(entry, options);
      },
    },
    onDemand,
    decoder: sharpDecoder,
    seed,
    trainImages,
    testImages,
  });

function recorded(fails = 0) {
  const opened: DataRequest[] = [];
  const pictures = createTestPictures(async (request) => {
    opened.push(request);
    if (opened.length <= fails) throw new Error('There is no connection');
    return openReal(request);
  });
  return { opened, pictures };
}

it('loads the shards that the pictures lie in and no other, each once', async () => {
  const { opened, pictures } = recorded();
  read.length = 0;
  const all = await pictures.labels('cifar10');
  expect(all).toHaveLength(10_000);
  expect(read).toEqual(['test-labels.bin']);
  read.length = 0;
  const [first, again] = await Promise.all([
    pictures.gather('cifar10', [999, 3]),
    pictures.gather('cifar10', [3]),
  ]);
  expect(read).toEqual(['test-00.webp']);
  const { labels } = await pictures.gather('cifar10', [9999, 0, 9000]);
  expect(read).toEqual(['test-00.webp', 'test-09.webp']);
  expect([...labels]).toEqual([9999, 0, 9000].map((n) => all[n]));
  expect(opened).toHaveLength(1);
  expect(first.labels[1]).toBe(again.labels[0]);
  expect(first.images.subarray(3072)).toEqual(again.images);
  const { test } = await realPictures({ ...tiny, testImages: 10 });
  await test.arrived(10);
  const expected = { images: new Uint8Array(3072), labels: new Int32Array(1) };
  test.gather([3], expected);
  expect(again).toEqual(expected);
});

it('takes the pictures of a run while it has them, and loads others itself', async () => {
  const { opened, pictures } = recorded();
  const { test } = await realPictures({ ...tiny, testImages: 10 });
  const giveBack = pictures.lend('cifar10', test);
  const lent = await pictures.gather('cifar10', [9]);
  expect(opened).toEqual([]);
  await pictures.gather('cifar10', [10]);
  expect(opened).toHaveLength(1);
  giveBack();
  expect(await pictures.gather('cifar10', [9])).toEqual(lent);
  expect(opened).toHaveLength(1);
});

it('loads them itself where the run ended before it had them, and tries again after a failure', async () => {
  const { opened, pictures } = recorded(1);
  const { test } = await realPictures({ ...tiny, testImages: 10 });
  pictures.lend('cifar10', {
    size: test.size,
    labels: test.labels,
    imageSize: test.imageSize,
    arrivalOrder: test.arrivalOrder,
    gather: (numbers, into) => test.gather(numbers, into),
    arrived: () => Promise.reject(new Error('It was stopped')),
    ready: () => Promise.reject(new Error('It was stopped')),
  });
  await expect(pictures.gather('cifar10', [1])).rejects.toThrow('There is no connection');
  expect((await pictures.gather('cifar10', [1])).labels).toHaveLength(1);
  expect(opened).toHaveLength(2);
});
