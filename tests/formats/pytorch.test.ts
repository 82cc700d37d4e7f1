/**
 * The exported PyTorch project without PyTorch: its texts against a committed snapshot, its syntax by Python's own compiler, its
 * arithmetic that needs no tensors by running it, its weights by reading them back.
 */
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ProjectInput, pytorchProject } from '../../src/formats/pytorch/project.ts';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { makeSpec, type PresetShape } from '../../src/model/presets.ts';
import { blockKinds, type ModelSpec, shortcutKinds, stemKinds } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { cutoutSize } from '../../src/nn/augment.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { specOf } from '../../src/training/config.ts';
import { type EpochEvent, noteEpochLine } from '../../src/training/events.ts';
import { scheduleFactor } from '../../src/training/schedule.ts';
import { defaultConfig, type RunConfig, settings } from '../../src/training/settings.ts';

const goldenFolder = fileURLToPath(new URL('../golden/pytorch/', import.meta.url));
const snapshots = ['resnet20', 'bottleneck-identity'];

/** Weights by seed, and slots that differ from them and from each other. */
function stateOf(spec: ModelSpec, config: RunConfig, steps: number): EngineState {
  const weights = initialWeights(structureOf(spec), 'pytorch', 3);
  const prefixes = config.optimizer === 'sgd' ? ['momentum.'] : ['adam_m.', 'adam_v.'];
  const trained = weights.filter(({ name }) => !name.includes('running_'));
  const slots = prefixes.flatMap((prefix, i) =>
    trained.map(({ name, shape, data }) => ({
      name: prefix + name,
      shape,
      data: data.map((x) => (x * x + i) / 8),
    })),
  );
  return { weights, slots, steps };
}

const epoch: EpochEvent = {
  type: 'epoch',
  epoch: 2,
  epochs: 10,
  step: 782,
  trainLoss: 1.25,
  trainAccuracy: 0.5,
  testLoss: 1.125,
  testAccuracy: 0.625,
  learningRate: 0.0625,
  seconds: 96,
  imagesPerSecond: 1024,
};

function inputOf(change: Partial<RunConfig> = {}): ProjectInput {
  const config = { ...defaultConfig, ...change };
  const spec = specOf(config);
  const position = { step: 800, epoch: 2, totals: { loss: 2400, correct: 1200, images: 2304 }, seconds: 4 };
  return { spec, config, state: stateOf(spec, config, 800), position, epochs: [epoch] };
}

const decoder = new TextDecoder();
const isText = (path: string): boolean => !path.endsWith('.safetensors');

function textsOf(input: ProjectInput): Map<string, string> {
  const files = pytorchProject(input).filter(({ path }) => isText(path));
  return new Map(files.map(({ path, bytes }) => [path, decoder.decode(bytes)]));
}

const tiny: PresetShape = { block: 'basic', blocks: [1, 1], width: 4, stem: 'cifar' };

describe('texts', () => {
  const inputs: Record<string, ProjectInput> = {
    resnet20: inputOf(),
    'bottleneck-identity': {
      ...inputOf({ block: 'bottleneck', blocks: [1, 2], width: 4, shortcut: 'identity', stem: 'imagenet' }),
      position: undefined,
      epochs: undefined,
    },
  };

  // A wanted change: npx vitest run --project node tests/formats/pytorch.test.ts -u, then look at the diff.
  test.each(snapshots)('%s is as committed', async (name) => {
    const texts = textsOf(inputs[name]!);
    for (const [path, text] of texts) await expect(text).toMatchFileSnapshot(join(goldenFolder, name, path));
    expect(readdirSync(join(goldenFolder, name)).sort()).toEqual([...texts.keys()].sort());
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
    expect(model({ stem: 'imagenet' })).toMatch(/conv_norm\(3, 4, 7, 2\)[\s\S]*MaxPool2d/);
    expect(model({ block: 'bottleneck' })).toMatch(/make_stage\(16, 8, blocks=1, stride=2\)/);
  });

  test('constants that are written out in Python are those of the engine', () => {
    expect(textsOf(inputOf()).get('cifar10.py')).toContain(`CUTOUT_SIZE = ${cutoutSize} `);
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
});

describe('Python', () => {
  let folder = '';
  const version = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  const missing =
    version.status === 0 ? undefined : 'python3 is missing: install it to check the exported code.';

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'resnet-pytorch-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach((context) => {
    // The gate must not pass unchecked; somebody without Python may still work on the rest.
    if (missing && process.env.CI) throw new Error(missing);
    if (missing) context.skip(missing);
  });

  const python = (args: readonly string[], input = ''): SpawnSyncReturns<string> =>
    spawnSync('python3', args, {
      encoding: 'utf8',
      input,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    });

  /** Runs functions of a file that need no PyTorch, on their own: arguments as JSON in, results as JSON out. */
  function call(file: string, name: string, calls: readonly (readonly unknown[])[]): unknown[] {
    const path = join(folder, file);
    writeFileSync(path, textsOf(inputOf()).get(file)!);
    const runner = `
import ast, json, math, sys
from typing import Any
source, name = sys.argv[1:]
tree = ast.parse(open(source, encoding="utf-8").read())
tree.body = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == name
             or isinstance(n, ast.ImportFrom) and n.module == "__future__"]
scope = {"math": math, "Any": Any}
exec(compile(tree, source, "exec"), scope)
print(json.dumps([scope[name](*arguments) for arguments in json.load(sys.stdin)]))
`;
    const { status, stdout, stderr } = python(['-c', runner, path, name], JSON.stringify(calls));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    return JSON.parse(stdout) as unknown[];
  }

  test('every choice gives a project that compiles', () => {
    const specs = blockKinds.flatMap((block) =>
      shortcutKinds.flatMap((shortcut) => stemKinds.map((stem) => ({ block, shortcut, stem }))),
    );
    const runs: Partial<RunConfig>[] = [
      ...settings.schedule.choices.map((schedule) => ({ schedule })),
      ...settings.optimizer.choices.map((optimizer) => ({ optimizer })),
      ...settings.augment.choices.map((choice) => ({ augment: [choice] })),
      ...settings.decay.choices.map((decay) => ({ decay })),
      { augment: [], momentum: 0, nesterov: false },
      ...[1, 2, 3, 4].map((stages) => ({ blocks: Array<number>(stages).fill(1) })),
    ];
    const all = [...specs, ...runs].map((change) => inputOf({ blocks: [1, 2], width: 4, ...change }));
    const files = all.flatMap((input, i) => {
      const at = join(folder, `project${i}`);
      mkdirSync(at);
      return [...textsOf(input)].flatMap(([path, text]) => {
        writeFileSync(join(at, path), text);
        return path.endsWith('.py') ? [join(at, path)] : [];
      });
    });
    expect(files.length).toBe(6 * all.length);
    // The source alone: -W error also refuses what is only about to become wrong, such as unknown escapes.
    const { stderr, status } = python(['-W', 'error', '-m', 'py_compile', ...files]);
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('py_compile refuses what is not Python', () => {
    const bad = join(folder, 'bad.py');
    writeFileSync(bad, 'def broken(:\n');
    const { status, stderr } = python(['-m', 'py_compile', bad]);
    expect(status).not.toBe(0);
    expect(stderr).toContain('SyntaxError');
  });

  test.each(settings.schedule.choices)('the schedule %s is ours at every step', (schedule) => {
    const cases = [
      { epochs: 10, warmup: 0, total: 50 },
      { epochs: 10, warmup: 2.5, total: 95 },
      { epochs: 3, warmup: 3, total: 7 },
      { epochs: 1, warmup: 0, total: 1 },
    ].flatMap(({ epochs, warmup, total }) =>
      Array.from({ length: total }, (_, step) => ({
        config: { schedule, learningRate: 0.1, epochs, warmup },
        step,
        total,
      })),
    );
    const theirs = call(
      'optimizer.py',
      'schedule_factor',
      cases.map((c) => [c.config, c.step, c.total]),
    );
    theirs.forEach((factor, i) => {
      const { config, step, total } = cases[i]!;
      expect(factor).toBeCloseTo(scheduleFactor(config, step, total), 12);
    });
  });

  test('the epoch line is ours to the character', () => {
    const events: EpochEvent[] = [
      epoch,
      { ...epoch, epoch: 12, epochs: 1000, seconds: 3725.4, trainAccuracy: 1 },
      { ...epoch, seconds: 0.2, testLoss: 12.3456789 },
    ];
    const lines = call(
      'train.py',
      'epoch_line',
      events.map((event) => [event]),
    );
    expect(lines).toEqual(events.map(noteEpochLine));
  });
});
