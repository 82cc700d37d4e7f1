/** The LayersModel, loaded by tfjs's own `loadLayersModel`, answers as our network does. */
import { io, loadLayersModel, type Tensor, tensor, tidy } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import type { ExportedFile } from '../../src/formats/exportedFile.ts';
import { layersModelFiles } from '../../src/formats/layersModel.ts';
import { makeSpec } from '../specs.ts';
import { expectedLogits, livelyWeights, maxDifference, smallNetworks } from './networks.ts';
import { ownFacts } from './ownFacts.ts';

const jsonOf = (files: readonly ExportedFile[]) => JSON.parse(new TextDecoder().decode(files[0]?.bytes));

/** As a browser does from a server: `model.json` and the shards that it names. */
function load(files: readonly ExportedFile[]) {
  const { modelTopology, weightsManifest } = jsonOf(files);
  const [{ paths, weights: weightSpecs }] = weightsManifest;
  const shards = paths.map((path: string) => files.find((file) => file.path === path)?.bytes);
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  return loadLayersModel(io.fromMemory({ modelTopology, weightSpecs, weightData }));
}

describe('LayersModel', () => {
  it.each(Object.entries(smallNetworks))('%s: the same logits', async (_, spec) => {
    const weights = livelyWeights(spec);
    const { nhwc, logits } = await expectedLogits(spec, weights, 3);
    const model = await load(layersModelFiles(spec, weights, cifar10));
    const { inputSize, classes } = spec;
    expect(model.outputs[0]?.shape).toEqual([null, classes]);
    const answers = tidy(() =>
      (model.predict(tensor(nhwc, [3, inputSize, inputSize, 3])) as Tensor).dataSync(),
    );
    // Logits that are all alike would agree with anything.
    expect(Math.max(...logits) - Math.min(...logits)).toBeGreaterThan(0.5);
    expect(answers).toHaveLength(3 * classes);
    expect(maxDifference(answers, logits)).toBeLessThan(1e-4);
    model.dispose();
  });

  it('tells how to feed it, and holds no layer or weight that is not stock', () => {
    const spec = makeSpec(
      { block: 'basic', blocks: [1, 1], width: 4, stem: 'cifar' },
      { shortcut: 'identity' },
    );
    const json = jsonOf(layersModelFiles(spec, livelyWeights(spec), cifar10));
    expect(json.format).toBe('layers-model');
    expect(json.userDefinedMetadata).toMatchObject({
      model: 'resnet[1,1]w4 with identity shortcuts',
      mean: [0.4914, 0.4822, 0.4465],
      std: [0.247, 0.2435, 0.2616],
    });
    expect(json.userDefinedMetadata.classes).toHaveLength(10);
    const names: string[] = json.modelTopology.config.layers.map((l: { name: string }) => l.name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('layer2.0.features.3');
    const trained = json.weightsManifest[0].weights.map((w: { name: string }) => w.name.split('/')[0]);
    expect(trained.every((name: string) => names.includes(name))).toBe(true);
  });

  it('has the names of classes as a person wrote them, where there are as many as logits', () => {
    const facts = (classes: number) => {
      const spec = makeSpec({ block: 'basic', blocks: [1], width: 2, stem: 'cifar' }, { classes });
      return jsonOf(layersModelFiles(spec, livelyWeights(spec), ownFacts)).userDefinedMetadata;
    };
    const { title: dataset, classes, mean, std } = ownFacts;
    expect(facts(4)).toMatchObject({ dataset, classes, mean, std });
    expect(facts(5)).not.toHaveProperty('classes');
  });

  it('cuts the weights every 4 MB', () => {
    const spec = makeSpec('resnet20', { classes: 10 });
    expect(layersModelFiles(spec, livelyWeights(spec), cifar10).map((f) => f.path)).toEqual([
      'model.json',
      'group1-shard1of1.bin',
    ]);
    const wide = makeSpec({ block: 'basic', blocks: [1], width: 300, stem: 'cifar' });
    const [, ...shards] = layersModelFiles(wide, livelyWeights(wide), cifar10);
    expect(shards.map((s) => s.path)).toEqual([1, 2].map((i) => `group1-shard${i}of2.bin`));
    expect(shards.slice(0, -1).every((s) => s.bytes.length === 4 * 1024 * 1024)).toBe(true);
  });

  it('refuses weights of another network', () => {
    expect(() => layersModelFiles(makeSpec('resnet20'), livelyWeights(makeSpec('resnet8')), cifar10)).toThrow(
      /^The weights are not those of resnet20: /,
    );
  });
});
