/** A network learns from a set of somebody's own: three classes of drawn pictures, on the CPU. */
import sharp from 'sharp';
import { beforeAll, expect, it } from 'vitest';
import { memoryDataset } from '../../../src/data/memoryDataset.ts';
import { memoryFile } from '../../../src/data/own/tree.ts';
import { gathered } from '../../../src/data/pictures.ts';
import { range } from '../../../src/data/random.ts';
import { epochOrder } from '../../../src/data/sampler.ts';
import { createStockEngine } from '../../../src/nn/stockEngine.ts';
import * as tf from '../../../src/nn/tf.ts';
import { specOf, stepSettings } from '../../../src/training/config.ts';
import { tiny } from '../../trainer/kit.ts';
import { madeOf } from './kit.ts';

const shapes = [
  '<circle cx="24" cy="24" r="14"/>',
  '<rect x="4" y="20" width="40" height="8"/>',
  '<rect x="20" y="4" width="8" height="40"/>',
];
const names = ['disc', 'level', 'upright'];

/** A white shape on a dark ground, a little elsewhere in each picture. */
const drawn = (shape: string, i: number): Promise<Uint8Array> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="48"><rect width="60" height="48" fill="#123"/><g fill="#eed" transform="translate(${6 + (i % 3)} ${(i % 5) - 2})">${shape}</g></svg>`,
    ),
  )
    .png()
    .toBuffer();

beforeAll(() => tf.setBackend('cpu'));

it('three classes are told apart after a few epochs', async () => {
  const list = await Promise.all(
    shapes.flatMap((shape, c) =>
      Array.from({ length: 15 }, async (_, i) => memoryFile(`${names[c]}/${i}.png`, await drawn(shape, i))),
    ),
  );
  const set = await madeOf(list);
  expect(set.facts.images).toEqual({ train: 36, test: 9 });
  const { mean, std, classes, train, test } = memoryDataset(set, { seed: 1, trainImages: 36, testImages: 9 });

  // ImageNet's stem has a sixteenth of the work.
  const config = { ...tiny, width: 4, stem: 'imagenet' as const, learningRate: 0.2 };
  const spec = { ...specOf(config), classes: classes.length, inputSize: set.facts.imageSize };
  const engine = createStockEngine({ spec, init: config.init, seed: 1, mean, std });
  for (let epoch = 0; epoch < 10; epoch++) {
    const order = epochOrder({ arrivalOrder: train.arrivalOrder, seed: 1, epoch });
    for (let at = 0; at < order.length; at += 9)
      engine.trainStep(
        gathered(train, order.subarray(at, at + 9)),
        stepSettings(config, config.learningRate),
      );
  }
  engine.evaluateBatch(gathered(test, range(test.size)));
  const { correct, images } = await engine.readEvaluationTotals();
  engine.dispose();
  expect(images).toBe(9);
  expect(correct).toBeGreaterThanOrEqual(8);
});
