/**
 * tests/golden/page: a run of our trainer, for the exported PyTorch project to agree with. Here the project's beginning is held
 * to what is exported now, and what PyTorch left of the run is read back. The comparison itself needs PyTorch: with_torch/test_page.py.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { pytorchProject } from '../../src/formats/pytorch/project.ts';
import { elementsOf, parametersOf } from '../../src/model/parameters.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { specOf } from '../../src/training/config.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';

const golden = (name: string): Buffer => readFileSync(new URL(`../golden/page/${name}`, import.meta.url));

/** tests/golden/README.md has it as a command. */
const config: RunConfig = {
  ...defaultConfig,
  blocks: [1, 1],
  width: 4,
  shortcut: 'identity',
  zeroInit: true,
  stochasticDepth: 0.4,
  learningRate: 0.02,
  decay: 'weights',
  schedule: 'cosine',
  warmup: 0.5,
  epochs: 3,
  depthAt: [{ after: 2, blocks: [2, 3] }],
  batchSize: 50,
  labelSmoothing: 0.1,
  ema: 0.95,
  augment: ['crop', 'flip', 'cutout'],
  trainImages: 2100,
  testImages: 200,
  mirrorTest: true,
  seed: 7,
  precision: 'exact',
};
const spec = specOf(config);

// After a wanted change of what is exported, write these files anew and run with_torch/test_page.py.
test('the run begins with what is exported', () => {
  const weights = initialWeights(structureOf(spec), config.init, config.seed, config.zeroInit);
  const files = pytorchProject({ spec, config, state: { weights, slots: [], steps: 0 } });
  for (const name of ['model.py', 'run.json', 'weights.safetensors']) {
    const { bytes } = files.find(({ path }) => path === name)!;
    expect(golden(name).equals(bytes), name).toBe(true);
  }
});

describe('what PyTorch left is a checkpoint of ours', () => {
  const { state, position, epochs, ...run } = readCheckpointFile(golden('pytorch-checkpoint.safetensors'));

  test('of the same run, at its end', () => {
    expect(run.config).toEqual({ ...config, blocks: [2, 3] });
    expect(position).toMatchObject({ step: 126, epoch: 3, totals: { images: 0 } });
    expect(state.steps).toBe(126);
    const pages = JSON.parse(golden('epochs.json').toString()) as { epoch: number; step: number }[];
    expect(epochs.map(({ epoch, step }) => ({ epoch, step }))).toEqual(
      pages.map(({ epoch, step }) => ({ epoch, step })),
    );
  });

  test('with weights, momentum and averages of the deeper network', () => {
    const infos = parametersOf(structureOf(specOf(run.config)));
    const sizes = new Map([...state.weights, ...state.slots].map(({ name, data }) => [name, data.length]));
    for (const { name, shape, trainable } of infos) {
      expect(sizes.get(name), name).toBe(elementsOf(shape));
      expect(sizes.get(`average.${name}`), name).toBe(elementsOf(shape));
      expect(sizes.get(`momentum.${name}`), name).toBe(trainable ? elementsOf(shape) : undefined);
    }
  });
});
