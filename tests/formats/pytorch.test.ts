/**
 * The exported PyTorch project as files: what depends on the run against a committed snapshot, the rest against the
 * repository's own files, its weights by reading them back. pytorchPython.test.ts lets Python have a look at it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { manifestFormat } from '../../src/data/manifest.ts';
import { classListName } from '../../src/data/own/classList.ts';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { rememberFacts } from '../../src/data/sets/index.ts';
import { imagesPerShard } from '../../src/data/sprite.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { exportFiles } from '../../src/formats/exportFiles.ts';
import { type ProjectInput, pytorchProject } from '../../src/formats/pytorch/project.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import type { PresetShape } from '../../src/model/presets.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { adamBeta2, adamEpsilon } from '../../src/nn/optimizer.ts';
import { settled } from '../../src/nn/slots.ts';
import { cropPadding, cutoutSize } from '../../src/training/augmentation.ts';
import { oneCycleRise } from '../../src/training/schedule.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { makeSpec } from '../specs.ts';
import { ownFacts } from './ownFacts.ts';
import { epoch, inputOf, stateOf, textsOf } from './project.ts';

const goldenFolder = fileURLToPath(new URL('../golden/pytorch/', import.meta.url));
const projectFolder = fileURLToPath(new URL('../../src/formats/pytorch/project/', import.meta.url));
const snapshots = ['resnet20', 'bottleneck-identity', 'own-set'];
/** They are written for each run. */
const ofTheRun = ['model.py', 'run.json'];

const repositoryFiles = readdirSync(projectFolder).filter((name) => name !== '__pycache__');
const repositoryText = (path: string): string => readFileSync(join(projectFolder, path), 'utf8');

const decoder = new TextDecoder();
const tiny: PresetShape = { block: 'basic', blocks: [1, 1], width: 4, stem: 'cifar' };

describe('texts', () => {
  rememberFacts(ownFacts);
  const inputs: Record<string, ProjectInput> = {
    resnet20: inputOf(),
    'bottleneck-identity': {
      ...inputOf({ block: 'bottleneck', blocks: [1, 2], width: 4, shortcut: 'identity', stem: 'imagenet' }),
      position: undefined,
      epochs: undefined,
    },
    'own-set': {
      ...inputOf({ dataset: ownFacts.name, trainImages: 12, testImages: 5, blocks: [1], width: 4 }),
      position: undefined,
      epochs: undefined,
    },
  };

  // A wanted change: npx vitest run --project unit tests/formats/pytorch.test.ts -u, then look at the diff.
  test.each(snapshots)('%s is as committed', async (name) => {
    const texts = textsOf(inputs[name]!);
    for (const path of ofTheRun)
      await expect(texts.get(path)).toMatchFileSnapshot(join(goldenFolder, name, path));
    expect(readdirSync(join(goldenFolder, name)).sort()).toEqual(ofTheRun);
  });

  test('all other files but the README are those of the repository', () => {
    const texts = textsOf(inputs.resnet20!);
    const constant = [...texts.keys()].filter((path) => ![...ofTheRun, 'README.md'].includes(path));
    expect(constant.sort()).toEqual(repositoryFiles.filter((path) => path !== 'README.md').sort());
    for (const path of constant) expect(texts.get(path), path).toBe(repositoryText(path));
  });

  test.each([
    [
      'resnet20',
      '# resnet20 on CIFAR-10, in PyTorch',
      'The run has done 2 of its 10 epochs (800 steps): train.py goes on from there.',
    ],
    [
      'bottleneck-identity',
      '# resnet[1,2]w4b on CIFAR-10, in PyTorch',
      'The weights belong to no run: train.py starts a new one of 10 epochs from them.',
    ],
    [
      'own-set',
      '# resnet[1]w4 on Katzen "& Co": 猫と犬 \\ <b>, in PyTorch',
      'The weights belong to no run: train.py starts a new one of 10 epochs from them.',
    ],
  ])(
    'the README of %s begins with where the run stands, and goes on as in the repository',
    (name, title, standing) => {
      const [, , ...rest] = repositoryText('README.md').split('\n\n');
      const opening = [title, `Exported from ResNet Playground. ${standing}`];
      expect(textsOf(inputs[name]!).get('README.md')).toBe([...opening, ...rest].join('\n\n'));
    },
  );

  test('the README lists every file of the project', () => {
    const everything = inputOf({ ema: 0.9 });
    const files = pytorchProject(everything).map(({ path }) => path);
    const listed = [
      ...textsOf(everything)
        .get('README.md')!
        .matchAll(/^\| (?!file )(\S+) \| /gm),
    ];
    expect(listed.map(([, path]) => path).sort()).toEqual(
      files.filter((path) => path !== 'README.md').sort(),
    );
  });

  test('model.py holds what the network uses and nothing else', () => {
    const model = (spec: Partial<ModelSpec>) =>
      textsOf({
        spec: makeSpec(tiny, spec),
        state: stateOf(makeSpec(tiny, spec), defaultConfig, 0),
      }).get('model.py')!;
    expect(model({ shortcut: 'none' })).not.toMatch(/shortcut\(|Identity/);
    expect(model({ shortcut: 'identity' })).toMatch(/F\.pad/);
    expect(model({ shortcut: 'projection' })).not.toMatch(/F\.pad/);
    expect(model({ norm: 'none' })).not.toMatch(/BatchNorm2d|bias=False/);
    expect(model({ norm: 'none' })).toMatch(/nn\.Identity\(\),/);
    expect(model({ stem: 'imagenet' })).toMatch(/conv_norm\(3, 4, 7, 2\)[\s\S]*MaxPool2d/);
    expect(model({ block: 'bottleneck' })).toMatch(/make_stage\(16, 8, blocks=blocks\[1\], stride=2\)/);
  });

  test('constants that are written out in Python are those of the engine', () => {
    const texts = textsOf(inputOf());
    const constant = (path: string, name: string): unknown => {
      const [, value] = texts.get(path)!.match(new RegExp(`^${name} = ("[^"]*"|\\S+)`, 'm')) ?? [];
      return JSON.parse(value!);
    };
    expect(constant('draws.py', 'CROP_PADDING')).toBe(cropPadding);
    expect(constant('draws.py', 'SHARD')).toBe(imagesPerShard);
    expect(constant('pictures.py', 'CUTOUT_SIZE')).toBe(cutoutSize);
    expect(constant('cifar10.py', 'MANIFEST_FORMAT')).toBe(manifestFormat(cifar10));
    expect(constant('folders.py', 'LIST')).toBe(classListName);
    expect(constant('optimizer.py', 'ONE_CYCLE_RISE')).toBe(oneCycleRise);
    expect(constant('optimizer.py', 'ADAM_BETA2')).toBe(adamBeta2);
    expect(constant('optimizer.py', 'ADAM_EPSILON')).toBe(adamEpsilon);
  });

  test('run.json holds settings, position and results; a run that never was has no position', () => {
    const input = inputOf({ schedule: 'cosine', augment: ['cutout'] });
    const run = JSON.parse(textsOf(input).get('run.json')!);
    expect(run.config).toEqual(input.config);
    expect(run.position).toEqual(input.position);
    expect(run.epochs).toEqual([epoch]);
    expect(run.steps).toBe(800);

    const { spec, state } = input;
    const fresh = pytorchProject({ spec, state });
    const freshRun = JSON.parse(decoder.decode(fresh.find(({ path }) => path === 'run.json')!.bytes));
    expect(freshRun.position).toBeNull();
    expect(fresh.map(({ path }) => path)).not.toContain('optimizer.safetensors');
  });

  test('weights of another network are refused', () => {
    const { state } = inputOf();
    expect(() => pytorchProject({ spec: makeSpec('resnet32'), state })).toThrow(
      'The weights are not those of resnet32: choose the network that they belong to.',
    );
  });
});

describe('tensors', () => {
  test.each(['sgd', 'adamw'] as const)('the files hold the state of %s to the bit', (optimizer) => {
    const input = inputOf({ optimizer });
    const files = new Map(pytorchProject(input).map(({ path, bytes }) => [path, bytes]));
    const weights = readStateFile(files.get('weights.safetensors')!);
    expect(weights.slots).toEqual([]);
    expect(weights.steps).toBe(800);
    expect(weights.weights).toEqual(input.state.weights);
    expect(weights.metadata).toMatchObject({ 'model.blocks': '3,3,3', 'model.shortcut': 'projection' });

    const slots = readSafetensors(files.get('optimizer.safetensors')!);
    expect(slots.metadata).toEqual({ steps: '800' });
    expect(slots.tensors).toEqual(input.state.slots.map((slot) => ({ ...slot, dtype: 'F32' })));
  });

  test('averaged weights have a file of their own: what goes on are the trained ones', () => {
    const input = inputOf({ ema: 0.9, blocks: [1], width: 4 });
    const files = new Map(pytorchProject(input).map(({ path, bytes }) => [path, bytes]));
    expect(readStateFile(files.get('weights.safetensors')!).weights).toEqual(input.state.weights);
    const averaged = readStateFile(files.get('averaged.safetensors')!);
    expect(averaged.weights).toEqual(settled(input.state).weights);
    expect(averaged.weights).not.toEqual(input.state.weights);
    const { tensors } = readSafetensors(files.get('optimizer.safetensors')!);
    expect(tensors.every(({ name }) => name.startsWith('momentum.'))).toBe(true);
  });

  test('are averaged in every other format, and a checkpoint has both to the bit', () => {
    const { spec, config, state, epochs } = inputOf({ ema: 0.9, blocks: [1], width: 4 });
    const position = {
      step: 800,
      epoch: 2,
      totals: { loss: 1, correct: 1, images: 1 },
      seconds: 4,
      trainSeconds: 3,
    };
    const whole = { spec, config, state, epochs, position };
    const plain = { ...whole, state: settled(state) };
    const trained = { ...whole, state: { ...state, slots: [] } };
    for (const format of ['safetensors', 'tfjs', 'onnx', 'onnx-folded'] as const) {
      expect(exportFiles(format, whole), format).toEqual(exportFiles(format, plain));
      expect(exportFiles(format, whole), format).not.toEqual(exportFiles(format, trained));
    }
    const [file] = exportFiles('checkpoint', whole);
    expect(readCheckpointFile(file!.bytes).state).toMatchObject({
      weights: state.weights,
      slots: state.slots,
    });
  });
});
