/** Probes of a network's blocks, from its pictures to their accuracies, against float64 loops and elimination. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { PictureStream } from '../../src/data/pictures.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import type { Engine, ImageBatch } from '../../src/nn/engine.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { fittedPictures, prepareProbes, probeBlocks, probedPictures } from '../../src/trainer/probeBlocks.ts';
import { readerScores } from '../../src/training/probes.ts';
import { randomNumbers } from '../nn/numbers.ts';
import { moved, referencePooled, tapCases } from '../nn/tapReference.ts';
import { ridgeReference, ridgeScores } from '../training/ridgeReference.ts';

beforeAll(async () => {
  await openDevice();
});

/** Pictures of noise. */
function stream(
  size: number,
  { inputSize, classes }: ModelSpec,
  seed: number,
): PictureStream & { images: Uint8Array } {
  const draw = randomNumbers(seed);
  const bytes = inputSize ** 2 * 3;
  const images = Uint8Array.from({ length: size * bytes }, () => 127 + 60 * draw());
  const labels = Uint8Array.from({ length: size }, (_, i) => (5 * i + (i >> 2)) % classes);
  return {
    size,
    labels,
    images,
    imageSize: inputSize,
    arrivalOrder: Int32Array.from({ length: size }, (_, i) => i),
    arrived: async () => {},
    ready: async () => {},
    gather(numbers, into) {
      for (let i = 0; i < numbers.length; i++) {
        const at = numbers[i]!;
        into.images.set(images.subarray(at * bytes, (at + 1) * bytes), i * bytes);
        into.labels[i] = labels[at]!;
      }
    },
  };
}

describe.each(tapCases)('$name', ({ spec }) => {
  it('has the probes of the reference, and readers that score as they do', async () => {
    const data = { train: stream(26, spec, 1), test: stream(9, spec, 2) };
    const engine = createStockEngine({ spec, seed: 3, init: 'he', mean: [0, 0, 0], std: [1, 1, 1] });
    const state = moved(await engine.exportState());
    engine.importState(state);
    const found = await probeBlocks({ engine, data, classes: spec.classes, atOnce: 8 });
    expect(await engine.exportState()).toEqual(state);
    engine.dispose();

    const outputs = ({ images }: { images: Uint8Array }) =>
      referencePooled(
        spec,
        state,
        Float64Array.from(images, (byte) => byte / 255),
      );
    const [fitted, judged] = [outputs(data.train), outputs(data.test)];
    expect(found?.probes.map(({ name }) => name)).toEqual(fitted.map(({ name }) => name));
    for (const [i, { name, channels, values }] of fitted.entries()) {
      const ridge = (0.2 * channels) / data.train.size;
      const reference = ridgeReference({ channels, values, labels: data.train.labels }, spec.classes, ridge);
      const reader = found!.readers![i]!;
      expect(reader.name).toBe(name);
      let right = 0;
      for (let n = 0; n < data.test.size; n++) {
        const features = judged[i]!.values.subarray(n * channels, (n + 1) * channels);
        const expected = ridgeScores(reference, features);
        readerScores(reader, features).forEach((score, k) => {
          expect(Math.abs(score - expected[k]!)).toBeLessThan(1e-4);
        });
        if (expected.indexOf(Math.max(...expected)) === data.test.labels[n]) right++;
      }
      expect(found!.probes[i]!.accuracy).toBe(right / data.test.size);
    }
  });
});

describe('the pictures of probes', () => {
  const spec: ModelSpec = { ...tapCases[0]!.spec, inputSize: 1 };
  /** An engine whose one block hands on the bytes of its pictures. */
  function echo(broken = false) {
    const sizes: number[] = [];
    const engine: Pick<Engine, 'taps'> = {
      async taps(batch) {
        const { images, labels } = batch as ImageBatch;
        sizes.push(labels.length);
        const values = Float32Array.from(images, (byte) => (broken ? Number.NaN : byte));
        return {
          logits: new Float32Array(),
          pooled: [{ block: 'stem', channels: 3, values }],
          sizes: [],
          maps: [],
        };
      },
    };
    return { engine, sizes };
  }
  const data = { train: stream(fittedPictures + 500, spec, 1), test: stream(1200, spec, 2) };

  it('leave no readers where these would take too much, and accuracies all the same', async () => {
    const small = { train: stream(30, spec, 1), test: stream(7, spec, 2) };
    const found = async (readerBytes?: number) =>
      probeBlocks({ engine: echo().engine, data: small, classes: spec.classes, atOnce: 64, readerBytes });
    const bytes = 4 * spec.classes * (3 + 1);
    expect((await found(bytes))?.readers).toHaveLength(1);
    expect((await found())?.readers).toHaveLength(1);
    const without = await found(bytes - 1);
    expect(without).not.toHaveProperty('readers');
    expect(without?.probes).toHaveLength(1);
  });

  it('are the first of either split, in batches of one size', async () => {
    expect(probedPictures(data)).toEqual([fittedPictures, 1000]);
    expect(probedPictures({ train: stream(30, spec, 1), test: stream(7, spec, 2) })).toEqual([30, 7]);
    const [first, second] = [echo(), echo()];
    const found = await probeBlocks({ engine: first.engine, data, classes: spec.classes, atOnce: 2 ** 20 });
    expect(first.sizes).toEqual([fittedPictures + 1000]);
    expect(await probeBlocks({ engine: second.engine, data, classes: spec.classes, atOnce: 700 })).toEqual(
      found,
    );
    expect(second.sizes).toEqual(Array.from({ length: Math.ceil((fittedPictures + 1000) / 700) }, () => 700));
    const warm: number[] = [];
    const warmUpTaps = async (count: number) => void warm.push(count);
    await prepareProbes({ engine: { warmUpTaps }, data, atOnce: 700 });
    await prepareProbes({
      engine: { warmUpTaps },
      data: { train: stream(3, spec, 1), test: stream(2, spec, 2) },
      atOnce: 700,
    });
    expect(warm).toEqual([700, 5]);
  });

  it('have no probes where a block says nothing sensible', async () => {
    expect(await probeBlocks({ ...echo(true), data, classes: spec.classes, atOnce: 100 })).toBeUndefined();
  });

  it('are left where whoever is asked before each piece says so', async () => {
    const { engine, sizes } = echo();
    let pieces = 0;
    const beforePiece = async (room: Promise<void>) => {
      await room;
      if (++pieces === 3) throw new Error('Enough.');
    };
    await expect(
      probeBlocks({ engine, data, classes: spec.classes, atOnce: 100, beforePiece }),
    ).rejects.toThrow('Enough');
    expect(sizes).toHaveLength(2);
  });
});
