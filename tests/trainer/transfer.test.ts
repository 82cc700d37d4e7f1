/** A run that begins with a trained network: all of it, or all but the classifier where the classes are others. */
import { expect, it } from 'vitest';
import { memoryDataset } from '../../src/data/memoryDataset.ts';
import { factsOf } from '../../src/data/sets/index.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { openRun } from '../../src/trainer/openRun.ts';
import { specOf } from '../../src/training/config.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { tiny } from './kit.ts';

const dataset = 'own-32-3-6-3-9f86d081884c7d65';
const pictures = (n: number) => ({
  pixels: Uint8Array.from({ length: n * 32 * 32 * 3 }, (_, i) => (i * 37) % 251),
  labels: Uint8Array.from({ length: n }, (_, i) => i % 3),
});
const set = { facts: factsOf(dataset), train: pictures(6), test: pictures(3) };
/** All but the classifier is frozen, and its rate is 0: what the run ends with is what it began with. */
const config: RunConfig = {
  ...tiny,
  dataset,
  trainImages: 6,
  testImages: 3,
  epochs: 1,
  freeze: 5,
  learningRate: 0,
};

/** What a run ends with that begins with a network of CIFAR-10, or of the same set. */
async function after(learned: RunConfig['dataset']) {
  const structure = structureOf(specOf({ ...config, dataset: learned }));
  const weights = initialWeights(structure, 'he', 77);
  const kept: Checkpoint[] = [];
  const run = openRun({
    runId: 'transfer',
    config,
    openDevice,
    openData: async (request) => memoryDataset(set, request),
    tuningStore: { get: async () => undefined, set: async () => {} },
    emit: () => {},
    origin: async () => ({ kind: 'weights', weights, dataset: learned }),
    save: async (checkpoint) => void kept.push(checkpoint),
  });
  expect(await run.run()).toBe('finished');
  const ended = kept.at(-1)!.state.weights;
  return weights.map(({ name, data }) => {
    const found = ended.find((tensor) => tensor.name === name)!;
    return {
      name,
      same: found.data.length === data.length && found.data.every((v, i) => v === data[i]),
      found,
    };
  });
}

it('takes all but the classifier, which is drawn for the classes of the data set', async () => {
  const tensors = await after('cifar10');
  const others = tensors.filter(({ same }) => !same).map(({ name }) => name);
  expect(others).toEqual(['classifer.weight', 'classifer.bias']);
  const fresh = initialWeights(structureOf(specOf(config)), config.init, config.seed);
  for (const name of others)
    expect(tensors.find((t) => t.name === name)?.found).toEqual(fresh.find((t) => t.name === name));
});

it('takes all of a network that learned the same', async () => {
  expect((await after(dataset)).filter(({ same }) => !same)).toEqual([]);
});

it('draws the classifier anew where as many classes are those of another set', async () => {
  const others = (await after('own-32-3-9-3-00000000000000ff')).filter(({ same }) => !same);
  expect(others.map(({ name }) => name)).toEqual(['classifer.weight', 'classifer.bias']);
});
