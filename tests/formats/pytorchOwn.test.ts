/**
 * tests/golden/own: a run of our trainer on a data set of one's own, for the exported PyTorch project to agree with (with_torch/test_page.py). Here its
 * pictures and the project's beginning are held to what is read and exported now.
 */
import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { foldersOf } from '../../src/data/own/classList.ts';
import type { OwnSet } from '../../src/data/own/makeSet.ts';
import { memoryFile } from '../../src/data/own/tree.ts';
import { rememberFacts } from '../../src/data/sets/index.ts';
import { pytorchProject } from '../../src/formats/pytorch/project.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { specOf } from '../../src/training/config.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';
import { madeOf } from '../data/own/kit.ts';

const golden = (name: string): Buffer => readFileSync(new URL(`../golden/own/${name}`, import.meta.url));

/** tests/golden/README.md has it as a command. */
const configOf = ({ facts }: OwnSet): RunConfig => ({
  ...defaultConfig,
  dataset: facts.name,
  trainImages: facts.images.train,
  testImages: facts.images.test,
  blocks: [1, 1],
  width: 4,
  shortcut: 'identity',
  learningRate: 0.05,
  epochs: 3,
  batchSize: 13,
  augment: ['crop', 'flip', 'cutout'],
  labelSmoothing: 0.1,
  ema: 0.9,
  mirrorTest: true,
  seed: 7,
  precision: 'exact',
});

let set: OwnSet;
beforeAll(async () => {
  set = await madeOf([memoryFile('data.zip', golden('data.zip'))]);
  rememberFacts(set.facts);
});

test('the pictures are those of the run, in folders as the page makes them', () => {
  const { facts } = set;
  expect(facts.classes).toEqual(['Kreis ○', 'stripes "a/b"', '棋盘']);
  const folders = Object.keys(unzipSync(golden('data.zip'))).flatMap((path) => path.split('/').slice(1, 2));
  expect([...new Set(folders)]).toEqual(foldersOf(facts.classes));
  const run = JSON.parse(golden('run.json').toString());
  expect(run.config.dataset).toBe(facts.name);
  expect(run).toMatchObject({ classes: facts.classes, normalisation: { mean: facts.mean, std: facts.std } });
});

// After a wanted change of what is exported, write these files anew and run with_torch/test_page.py.
test('the run begins with what is exported', () => {
  const config = configOf(set);
  const spec = specOf(config);
  const weights = initialWeights(structureOf(spec), config.init, config.seed, config.zeroInit);
  const files = pytorchProject({ spec, config, state: { weights, slots: [], steps: 0 } });
  for (const name of ['model.py', 'run.json', 'weights.safetensors']) {
    const { bytes } = files.find(({ path }) => path === name)!;
    expect(golden(name).equals(bytes), name).toBe(true);
  }
});
