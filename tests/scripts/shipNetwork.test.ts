/** The network that comes with the page is made of a run's folder: its best weights, how they came about, and nothing the page would refuse. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { shipNetwork } from '../../scripts/shipNetwork.ts';
import { eventJson } from '../../src/cli/eventJson.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { commandOf } from '../../src/training/commandOf.ts';
import { specOf } from '../../src/training/config.ts';
import type { RunEvent } from '../../src/training/events.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';
import { createShipped } from '../../src/worker/shippedNetwork.ts';
import { frameAt } from '../training/someFrame.ts';
import { sourceOf } from '../worker/shippedFiles.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ship-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const config: RunConfig = {
  ...defaultConfig,
  blocks: [1],
  width: 2,
  epochs: 3,
  learningRate: 0.2,
  nesterov: false,
};

function writeRun(bestStep: number, more = config): void {
  const device = {
    backend: 'webgpu',
    name: 'a graphics card',
    software: false,
    reason: { kind: 'on-webgpu', name: 'a graphics card', software: false },
  } as const;
  const events: RunEvent[] = [
    { runId: 'r', type: 'start', config: more, device, stepsPerEpoch: 10, totalSteps: 30, step: 0 },
    ...[0.3, 0.5, 0.4].map(
      (testAccuracy, i): RunEvent => ({
        runId: 'r',
        type: 'epoch',
        epoch: i + 1,
        epochs: 3,
        step: 10 * (i + 1),
        trainLoss: 1,
        trainAccuracy: 0.4,
        testLoss: 1.2,
        testAccuracy,
        learningRate: 0.1,
        seconds: 9,
        imagesPerSecond: 100,
      }),
    ),
  ];
  const log = events.map((event) => JSON.stringify(eventJson(event))).join('\n');
  writeFileSync(join(folder, 'log.ndjson'), `${log}\n`);
  const weights = initialWeights(structureOf(specOf(more)), 'pytorch', 1);
  writeFileSync(join(folder, 'best.safetensors'), weightsFile({ weights, slots: [], steps: bestStep }));
}

const frameOf = async ({ at }: Parameters<Parameters<typeof shipNetwork>[2]>[0]) => ({
  ...frameAt(1),
  ...at,
});

it('has the best weights and their frame, and says how they were trained', async () => {
  writeRun(20);
  const target = join(folder, 'public', 'networks');
  const made = await shipNetwork(folder, target, frameOf);
  expect(made.network).toMatchObject({ best: 2, steps: 20, device: 'a graphics card', config });
  expect(made.network.epochs.map(({ testAccuracy }) => testAccuracy)).toEqual([0.3, 0.5, 0.4]);
  const files = ['manifest.json', 'network-cifar10-frame.safetensors', 'network-cifar10.safetensors'];
  expect(readdirSync(target).sort()).toEqual(files);
  // As the page's worker reads it.
  const { source } = sourceOf(
    new Map(files.map((name) => [name, new Uint8Array(readFileSync(join(target, name)))])),
  );
  const shipped = createShipped(() => source);
  expect(await shipped.weights()).toMatchObject({ network: made.network, state: { steps: 20 } });
  expect(await shipped.frame()).toEqual({
    network: made.network,
    frame: { ...frameAt(1), epoch: 2, step: 20 },
  });
});

it('names the command that trains it again', () => {
  expect(commandOf(config)).toBe(
    'npx resnet train --blocks 1 --width 2 --learning-rate 0.2 --no-nesterov --epochs 3',
  );
  expect(
    commandOf({
      ...defaultConfig,
      depthAt: [
        { after: 1, blocks: [2, 2, 2] },
        { after: 2, blocks: [3, 3, 3] },
      ],
    }),
  ).toContain("--depth-at '1:2,2,2;2:3,3,3'");
  expect(commandOf(defaultConfig)).toMatch(/^npx resnet train --model resnet\d+$/);
});

it('is not made of weights that the log does not tell of, or that are too large', async () => {
  writeRun(15);
  await expect(shipNetwork(folder, folder, frameOf)).rejects.toThrow('does not tell of step 15');
  writeRun(20, { ...config, width: 128, blocks: [4, 4] });
  await expect(shipNetwork(folder, folder, frameOf)).rejects.toThrow('may come with the page');
});
