/** The network that does come with the page: its files are those of its manifest, and it knows what it says it knows. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { fileSource } from '../../src/data/node/fileSource.ts';
import { preparedFolder } from '../../src/data/node/folders.ts';
import { partsOf, structureOf } from '../../src/model/structure.ts';
import * as tf from '../../src/nn/tf.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { datasetOf, specOf } from '../../src/training/config.ts';
import {
  mostShippedBytes,
  parseShippedManifest,
  type ShippedManifest,
} from '../../src/training/shippedManifest.ts';
import { shippedAccuracy, shippedBytes } from '../../src/training/shippedNetwork.ts';
import { createShipped, type ShippedFrame, type ShippedWeights } from '../../src/worker/shippedNetwork.ts';
import { realPictures, tiny } from '../trainer/kit.ts';

const folder = join('public', 'networks');
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

describe.runIf(existsSync(folder))('the network in public/networks', () => {
  let manifest: ShippedManifest;
  let weights: ShippedWeights;
  let shown: ShippedFrame;
  beforeAll(async () => {
    manifest = parseShippedManifest(read('manifest.json'));
    const shipped = createShipped(() => fileSource('cifar10', folder));
    [weights, shown] = (await Promise.all([shipped.weights(), shipped.frame()])) as [
      ShippedWeights,
      ShippedFrame,
    ];
    await tf.setBackend('cpu');
  });

  it('takes no more than it may, and about what the page says', () => {
    const bytes = manifest.weights.bytes + manifest.frame.bytes;
    expect(bytes).toBeLessThanOrEqual(mostShippedBytes);
    expect(Math.abs(bytes / shippedBytes - 1)).toBeLessThan(0.1);
  });

  it('has the frame of the epoch that its weights are of', () => {
    const { best, steps } = manifest.network;
    expect([shown.frame.epoch, shown.frame.step, weights.state.steps]).toEqual([best, steps, steps]);
    const names = partsOf(structureOf(specOf(manifest.network.config))).map(({ name }) => name);
    expect(shown.frame.probes?.map(({ name }) => name)).toEqual(names);
    expect(shown.frame.readers?.map(({ name }) => name).sort()).toEqual([...names].sort());
    expect(shown.frame.vitals?.blocks.length).toBe(names.length + 1);
  });

  it('told as many test pictures right as its manifest says', () => {
    const { dataset } = manifest.network.config;
    const labels = readFileSync(join(preparedFolder(dataset), 'test-labels.bin'));
    const right = shown.frame.predicted.filter((said, i) => said === labels[i]).length;
    expect(right / shown.frame.predicted.length).toBeCloseTo(shippedAccuracy(manifest.network), 4);
  });

  it('says of a test picture what its frame says, on another engine', async () => {
    const { config } = manifest.network;
    const data = await realPictures({ ...tiny, testImages: 1 });
    await data.test.arrived(1);
    const engine = createEngine({ ...config, engine: 'stock' }, data, { backend: 'cpu' });
    engine.importState({ ...weights.state, slots: [] });
    const batch = { images: new Uint8Array(3 * datasetOf(config).imageSize ** 2), labels: new Int32Array(1) };
    data.test.gather([0], batch);
    const logits = await engine.logits(batch);
    engine.dispose();
    logits.forEach((logit, i) => {
      expect(logit).toBeCloseTo(shown.frame.logits[i] as number, 3);
    });
  });
});
