/** Opening CIFAR-10 over sources that are fine, slow, flaky or broken. Real shards, real decoding. */
import { beforeAll, describe, expect, it } from 'vitest';
import { InternalError } from '../../src/base/errors.ts';
import { DataError } from '../../src/data/dataError.ts';
import { fileSource } from '../../src/data/node/fileSource.ts';
import { sharpDecoder } from '../../src/data/node/sharpDecoder.ts';
import { type OpenOptions, openShards } from '../../src/data/openShards.ts';
import type { PictureStream } from '../../src/data/pictures.ts';
import { range } from '../../src/data/random.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { batches, originalFolder, readBatch, readLabels } from '../../src/data/sets/cifar10/original.ts';
import type { ShardDecoder } from '../../src/data/shardDecoder.ts';
import { type SpriteLayout, spriteLayout } from '../../src/data/sprite.ts';
import { type Fault, faultySource, instantRetries } from './faultySource.ts';
import { preparedManifest } from './prepared.ts';

const { imageBytes } = spriteLayout(cifar10.imageSize);

beforeAll(async () => {
  await preparedManifest();
});

const open = (options: Partial<OpenOptions>) =>
  openShards({
    facts: cifar10,
    source: fileSource('cifar10'),
    decoder: sharpDecoder,
    seed: 1,
    trainImages: 1000,
    testImages: 100,
    retry: instantRetries(),
    ...options,
  });

/** Pictures and labels by number. */
function gather(stream: PictureStream, numbers: ArrayLike<number>) {
  const into = {
    images: new Uint8Array(numbers.length * imageBytes),
    labels: new Int32Array(numbers.length),
  };
  stream.gather(numbers, into);
  return into;
}

const messageOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => expect.fail('it did not fail'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(DataError);
      return (error as Error).message;
    },
  );

describe('openShards', () => {
  it('gives the original pictures and labels, in the original order', async () => {
    const data = await open({ trainImages: 2500, testImages: 1200 });
    expect(data.classes[6]).toBe('frog');
    expect([data.train.size, data.test.size]).toEqual([2500, 1200]);
    await Promise.all([data.train.arrived(2500), data.test.arrived(1200)]);
    for (const [stream, info] of [
      [data.train, batches[0]!],
      [data.test, batches[5]!],
    ] as const) {
      const { images, labels } = gather(stream, range(stream.size));
      const pixels = await readBatch(originalFolder(), info);
      expect(Buffer.compare(images, pixels.subarray(0, images.length))).toBe(0);
      const expected = await readLabels(originalFolder(), info.split);
      expect(labels).toEqual(Int32Array.from(expected.subarray(0, stream.size)));
    }
    // In any order, and twice over.
    const some = gather(data.train, [2499, 0, 1001, 0]);
    const whole = gather(data.train, range(2500));
    [2499, 0, 1001, 0].forEach((n, i) => {
      expect(some.labels[i]).toBe(whole.labels[n]);
      const at = (from: Uint8Array, k: number) => from.subarray(k * imageBytes, (k + 1) * imageBytes);
      expect(Buffer.compare(at(some.images, i), at(whole.images, n))).toBe(0);
    });
  });

  it('loads only the shards it needs, in the order of their need: two to start with, the samples’, the rest, a few at once', async () => {
    const source = faultySource();
    const progress: string[] = [];
    const onProgress = (done: number, total: number) => progress.push(`${done}/${total}`);
    const data = await open({ source, trainImages: 5001, testImages: 1001, onProgress });
    await Promise.all([data.train.arrived(5001), data.test.arrived(1001)]);
    const order = data.train.arrivalOrder;
    const first = [...new Set(order.map((n) => Math.floor(n / 1000)))].map((n) => `train-0${n}.webp`);
    expect(source.asked.slice(3)).toEqual([
      ...first.slice(0, 2),
      'test-00.webp',
      ...first.slice(2),
      'test-01.webp',
    ]);
    expect(source.asked.slice(0, 3)).toEqual(['manifest.json', 'train-labels.bin', 'test-labels.bin']);
    expect(source.mostAtOnce).toBe(4);
    expect(progress).toEqual(Array.from({ length: 9 }, (_, i) => `${i}/8`));
    expect(Int32Array.from(order).sort()).toEqual(range(5001));
  });

  it('fixes the order of arrival by the seed', async () => {
    const orderOf = async (seed: number) => {
      const stop = new AbortController();
      const data = await open({ seed, trainImages: 50_000, signal: stop.signal });
      stop.abort();
      return data.train.arrivalOrder.join();
    };
    const [a, again, b] = [await orderOf(1), await orderOf(1), await orderOf(2)];
    expect(a).toBe(again);
    expect(a).not.toBe(b);
  });

  it('resolves arrived() as soon as the first shards are in, and guards gather()', async () => {
    // The last training shard in the order never comes: the others must be usable.
    const probe = await open({ trainImages: 4000 });
    const order = probe.train.arrivalOrder;
    const last = `train-0${Math.floor(order[3999]! / 1000)}.webp`;
    const stop = new AbortController();
    const data = await open({
      source: faultySource({ [last]: ['silent', 'always'] }),
      trainImages: 4000,
      signal: stop.signal,
      retry: { stallMs: 60_000 },
    });
    expect(() => gather(data.train, [order[0]!])).toThrow(/has not arrived/);
    await data.train.arrived(3000);
    expect(gather(data.train, order.subarray(0, 3000)).labels.length).toBe(3000);
    expect(() => gather(data.train, [order[3999]!])).toThrow(/has not arrived/);
    expect(() => gather(data.train, [4000])).toThrow(InternalError);
    await expect(data.train.arrived(4001)).rejects.toThrow(InternalError);
    const waiting = data.train.arrived(4000);
    stop.abort(new Error('stopped by the test'));
    await expect(waiting).rejects.toThrow('stopped by the test');
    await expect(data.train.arrived(1)).rejects.toThrow('stopped by the test');
    await expect(data.test.arrived(1)).rejects.toThrow('stopped by the test');
  });

  it.each([
    [-1, 100, /train pictures used must number 1 to 50000, but it is -1/],
    [1000, 0, /test pictures used must number 1 to 10000, but it is 0/],
    [50_001, 100, /1 to 50000, but it is 50001/],
    [1000, 10_001, /test pictures used must number 1 to 10000/],
    [1.5, 1, /but it is 1.5/],
  ])('refuses %d training and %d test pictures', async (trainImages, testImages, sentence) => {
    expect(await messageOf(open({ trainImages, testImages }))).toMatch(sentence);
  });

  it('loads no training pictures where none are wanted', async () => {
    const loaded: number[] = [];
    const onProgress = (done: number, total: number) => void loaded.push(done / total);
    const data = await open({ trainImages: 0, testImages: 1500, onProgress });
    await data.test.arrived(1500);
    expect([data.train.size, data.test.size]).toEqual([0, 1500]);
    expect(loaded).toEqual([0, 0.5, 1]);
  });
});

describe('a shard that cannot be had', () => {
  it.each<[Fault, string]>([
    ['missing', 'the server answered 404'],
    ['truncated', 'bytes instead of'],
    ['tampered', 'its checksum is wrong'],
    ['silent', 'nothing arrived for'],
  ])(
    'when %s: four tries with growing waits, then one sentence, at once and for ever',
    async (fault, reason) => {
      const waits: number[] = [];
      const source = faultySource({ 'train-01.webp': [fault, 'always'] });
      const data = await open({ source, trainImages: 2000, retry: instantRetries(waits, fault) });
      const message = await messageOf(data.train.arrived(2000));
      expect(message).toContain('Shard train-01.webp could not be loaded: ');
      expect(message).toContain(reason);
      expect(message).toMatch(/\. Check the connection and press Train again\.$/);
      expect(source.asked.filter((name) => name === 'train-01.webp').length).toBe(4);
      expect(source.fresh).toEqual(['train-01.webp', 'train-01.webp', 'train-01.webp']);
      expect(waits).toEqual([500, 1000, 2000]);
      // Also for pictures that did arrive, and for the other split.
      expect(await messageOf(data.train.arrived(1))).toBe(message);
      expect(await messageOf(data.test.arrived(1))).toBe(message);
      const asked = source.asked.length;
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(source.asked.length).toBe(asked);
    },
  );

  it.each<Fault>(['missing', 'truncated', 'tampered', 'silent'])(
    'goes on when %s three times and then fine',
    async (fault) => {
      const source = faultySource({ 'train-00.webp': [fault, fault, fault] });
      const data = await open({ source, retry: instantRetries([], fault) });
      await data.train.arrived(1000);
      expect(gather(data.train, [0, 1, 2, 3]).labels).toEqual(Int32Array.of(6, 9, 9, 4));
    },
  );

  it('retries manifest and labels too, and names them', async () => {
    const flaky = await open({
      source: faultySource({ 'manifest.json': ['truncated', 'missing'], 'test-labels.bin': ['tampered'] }),
    });
    expect(flaky.train.size).toBe(1000);
    const broken = (name: string, fault: Fault) =>
      open({ source: faultySource({ [name]: [fault, 'always'] }) });
    expect(await messageOf(broken('manifest.json', 'missing'))).toMatch(
      /^The list of CIFAR-10 files could not be loaded: the server answered 404\. Check/,
    );
    expect(await messageOf(broken('manifest.json', 'truncated'))).toContain('not JSON');
    expect(await messageOf(broken('train-labels.bin', 'tampered'))).toMatch(
      /^The label file train-labels.bin could not be loaded: its checksum is wrong/,
    );
  });

  it('stops between tries when aborted', async () => {
    const stop = new AbortController();
    const retry = {
      sleep: async (_: number, signal: AbortSignal) => {
        stop.abort(new Error('stopped by the test'));
        signal.throwIfAborted();
      },
    };
    const source = faultySource({ 'train-labels.bin': ['missing', 'always'] });
    await expect(open({ source, signal: stop.signal, retry })).rejects.toThrow('stopped by the test');
    expect(source.asked.filter((name) => name === 'train-labels.bin').length).toBe(1);
    await expect(open({ signal: AbortSignal.abort(new Error('before the start')) })).rejects.toThrow(
      'before the start',
    );
  });

  it('waits for a connection that is gone where it is told to, in every file, and loses nothing', async () => {
    for (const name of ['manifest.json', 'train-labels.bin', 'train-01.webp', 'test-00.webp']) {
      const outages: boolean[] = [];
      const waits: number[] = [];
      const source = faultySource({ [name]: Array<Fault>(9).fill('offline') });
      source.reconnected = () => new Promise(() => {});
      const data = await open({
        source,
        trainImages: 2000,
        retry: instantRetries(waits),
        onOutage: (gone) => outages.push(gone),
      });
      await data.train.arrived(2000);
      await data.test.arrived(100);
      expect(outages, name).toEqual([true, false]);
      // Two rounds of four tries, each followed by a longer wait, then one of two.
      expect(waits, name).toEqual([500, 1000, 2000, 4000, 500, 1000, 2000, 8000, 500]);
    }
  });

  it('tries again at once when the browser says that the connection is back, and never leaves a wait behind', async () => {
    const source = faultySource({ 'train-00.webp': Array<Fault>(4).fill('offline') });
    let left = 0;
    const retry = {
      ...instantRetries(),
      // The short waits pass, the long one lasts until it is ended.
      sleep: (ms: number, signal: AbortSignal) =>
        ms < 4000
          ? Promise.resolve()
          : new Promise<void>((_, reject) => {
              left += 1;
              signal.addEventListener('abort', () => {
                left -= 1;
                reject(signal.reason);
              });
            }),
    };
    source.reconnected = () => new Promise((resolve) => setTimeout(resolve, 20));
    const data = await open({ source, retry, onOutage: () => {} });
    await data.train.arrived(1000);
    expect(left).toBe(0);
  });

  it('does not wait for what a server answers, nor where nobody is told', async () => {
    const message = async (fault: Fault, onOutage?: () => void) => {
      const source = faultySource({ 'train-00.webp': [fault, 'always'] });
      source.reconnected = () => new Promise(() => {});
      const data = await open({ source, onOutage });
      return messageOf(data.train.arrived(1000));
    };
    expect(await message('missing', () => {})).toContain('404');
    expect(await message('tampered', () => {})).toContain('checksum');
    expect(await message('offline')).toContain('could not be reached');
  });

  it('says on disk what to run', async () => {
    expect(await messageOf(open({ source: fileSource('cifar10', '/nonexistent') }))).toBe(
      'CIFAR-10 is not prepared yet: run "npm run resnet -- prepare" first.',
    );
  });
});

describe('files of an earlier visit', () => {
  it('are used when right, replaced when not', async () => {
    const kept = new Map<string, Uint8Array>();
    const source = () => ({
      ...faultySource(),
      recall: async (entry: { file: string }) => kept.get(entry.file),
      keep: async (entry: { file: string }, bytes: Uint8Array) => {
        kept.set(entry.file, bytes);
      },
    });
    const visit = async () => {
      const from = source();
      const data = await open({ source: from });
      await Promise.all([data.train.arrived(1000), data.test.arrived(100)]);
      return from;
    };
    await visit();
    const names = ['test-00.webp', 'test-labels.bin', 'train-00.webp', 'train-labels.bin'];
    expect([...kept.keys()].sort()).toEqual(names);
    expect((await visit()).asked).toEqual(['manifest.json']);
    kept.set('train-00.webp', Uint8Array.from(kept.get('train-00.webp')!).fill(7, 5000, 5010));
    const third = await visit();
    expect(third.asked).toEqual(['manifest.json', 'train-00.webp']);
    expect(third.fresh).toEqual(['train-00.webp']);
    expect((await visit()).asked).toEqual(['manifest.json']);
  });
});

describe('decoding', () => {
  const good = sharpDecoder.ways[0]!;
  const perturbed = {
    name: 'perturbed',
    available: () => true,
    decode: async (file: Uint8Array, layout: SpriteLayout) => {
      const pixels = Uint8Array.from(await good.decode(file, layout));
      pixels[12_345]! ^= 1;
      return pixels;
    },
  };
  const absent = { ...good, name: 'absent', available: () => false };
  const failing = { ...good, name: 'failing', decode: () => Promise.reject(new Error('no such codec.')) };
  const decoder = (ways: ShardDecoder['ways']): ShardDecoder => ({
    ways,
    refusal: (file, attempts) => ({ kind: 'wrong-pictures', file, attempts }),
  });

  it('takes the first way that gives the very pixels', async () => {
    const data = await open({ decoder: decoder([absent, failing, perturbed, good]) });
    await data.train.arrived(1000);
    const { images } = gather(data.train, [0]);
    const original = await readBatch(originalFolder(), batches[0]!);
    expect(Buffer.compare(images, original.subarray(0, imageBytes))).toBe(0);
  });

  it('refuses when no way does, without asking the network again', async () => {
    // The shard of the test pictures never comes: whichever is decoded first ends it all.
    const source = faultySource({ 'test-00.webp': ['silent', 'always'] });
    const data = await open({ source, decoder: decoder([absent, failing, perturbed]) });
    await expect(data.train.arrived(1000)).rejects.toMatchObject({
      message:
        'Shard train-00.webp does not hold the pictures that the manifest lists (absent: not there, failing: no such codec, perturbed: other pixels). Prepare the data again with "npm run resnet -- prepare --force".',
      problem: {
        kind: 'wrong-pictures',
        attempts: [
          { way: 'absent', fault: { kind: 'absent' } },
          { way: 'failing', fault: { kind: 'text', text: 'no such codec' } },
          { way: 'perturbed', fault: { kind: 'other-pixels' } },
        ],
      },
    });
    expect(new Set(source.asked).size).toBe(source.asked.length);
  });
});
