/**
 * Everything that is made of a network agrees: the walk itself, the tables, the tensors of src/nn, the exported graphs and
 * the exported PyTorch model own the same parameters and lead from one layer to the next with the same shapes.
 */
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { cifar10 } from '../../src/data/sets/cifar10/facts.ts';
import { inferSpecs, type TensorShape } from '../../src/formats/inferSpecs.ts';
import { layersModelFiles } from '../../src/formats/layersModel.ts';
import { onnxFile } from '../../src/formats/onnx/network.ts';
import { modelPy } from '../../src/formats/pytorch/modelPy.ts';
import { layersOf } from '../../src/model/layers.ts';
import { parameterCount, parametersOf } from '../../src/model/parameters.ts';
import { type PresetShape, presetNames, presets } from '../../src/model/presets.ts';
import { type ModelSpec, type NormKind, shortcutKinds, stemKinds } from '../../src/model/spec.ts';
import { convUnits, type FeatureShape, type Structure, structureOf } from '../../src/model/structure.ts';
import { walkNetwork } from '../../src/model/walk.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { Network } from '../../src/nn/network.ts';
import type { ConvNormOptions, NetworkOps } from '../../src/nn/ops.ts';
import * as tf from '../../src/nn/tf.ts';
import { decodeOnnx } from '../formats/decodeOnnx.ts';
import { needPython, python } from '../formats/runPython.ts';
import { makeSpec } from '../specs.ts';

const named: Record<string, PresetShape> = Object.fromEntries(
  presetNames.map((name) => [name, presets[name]]),
);
const unnamed: Record<string, PresetShape> = {
  'one stage, one channel': { block: 'basic', blocks: [1], width: 1, stem: 'cifar' },
  'four uneven stages of bottlenecks': { block: 'bottleneck', blocks: [2, 1, 3, 1], width: 3, stem: 'cifar' },
  'two stages, odd width': { block: 'basic', blocks: [1, 2], width: 5, stem: 'cifar' },
};
const casesOf = (shapes: typeof named, norm: NormKind) =>
  Object.entries(shapes).flatMap(([name, shape]) =>
    shortcutKinds.flatMap((shortcut) =>
      stemKinds.map((stem): [string, ModelSpec] => [
        `${name}, ${shortcut}, ${stem}, norm ${norm}`,
        makeSpec({ ...shape, stem }, { shortcut, norm, inputSize: 21, classes: 3 }),
      ]),
    ),
  );
const cases = [...casesOf({ ...named, ...unnamed }, 'batch'), ...casesOf(unnamed, 'none')];

const text = ({ name, shape }: TensorShape): string => `${name} [${shape.join()}]`;
/** Parameters in PyTorch's order, which is that of definition. */
const ownedBy = (structure: Structure): string[] => parametersOf(structure).map(text);

/** A walk by shapes: what it meets, in order, and whether every layer is given what it expects. */
function walked(structure: Structure) {
  const owned: string[] = [];
  const calls: string[] = [];
  const expectShape = (name: string, x: FeatureShape, expected: FeatureShape): void =>
    expect([name, x]).toEqual([name, expected]);
  const logits = walkNetwork<FeatureShape, number>(structure, structure.input, {
    convNorm(x, unit, residual) {
      const { conv, norm, kernel, stride, padding, relu, input, output } = unit;
      expectShape(conv, x, input);
      if (residual) expectShape(residual.name, residual.value, output);
      const ofNorm = ['weight', 'bias', 'running_mean', 'running_var'];
      const vectors = norm === undefined ? [`${conv}.bias`] : ofNorm.map((name) => `${norm}.${name}`);
      owned.push(text({ name: `${conv}.weight`, shape: [output.channels, input.channels, kernel, kernel] }));
      owned.push(...vectors.map((name) => text({ name, shape: [output.channels] })));
      calls.push(`${conv} ${stride} ${padding} ${relu !== undefined} ${residual !== undefined}`);
      return output;
    },
    padShortcut(x, { name, stride, before, after, input, output }) {
      expectShape(name, x, input);
      expect(before + input.channels + after).toBe(output.channels);
      calls.push(`pad ${stride} ${before} ${after}`);
      return output;
    },
    maxPool(x, { name, input, output }) {
      expectShape(name, x, input);
      calls.push('pool');
      return output;
    },
    classify(x, { name, input, features, classes }) {
      expectShape(name, x, input);
      owned.push(text({ name: `${name}.weight`, shape: [classes, features] }));
      owned.push(text({ name: `${name}.bias`, shape: [classes] }));
      calls.push('classify');
      return classes;
    },
  });
  return { owned, calls, logits };
}

describe.each(cases)('%s', (_, spec) => {
  const structure = structureOf(spec);

  it('is walked from shape to fitting shape, past every parameter once', () => {
    const { owned, logits } = walked(structure);
    expect(owned.toSorted()).toEqual(ownedBy(structure).toSorted());
    expect(new Set(owned).size).toBe(owned.length);
    expect(logits).toBe(spec.classes);
  });

  it('adds a shortcut to each block, or to none', () => {
    const added: string[] = [];
    const parts: string[] = [];
    walkNetwork(structure, 0, {
      part(part, layers) {
        parts.push(part.name);
        return layers();
      },
      convNorm(x, _unit, residual) {
        if (residual) added.push(residual.name);
        return x;
      },
      padShortcut: (x) => x,
      maxPool: (x) => x,
      classify: (x) => x,
    });
    const blocks = spec.blocks.flatMap((count, i) =>
      Array.from({ length: count }, (_, j) => `layer${i + 1}.${j}`),
    );
    expect(parts).toEqual(['stem', ...blocks]);
    expect(added).toEqual(spec.shortcut === 'none' ? [] : blocks.map((block) => `${block}.add`));
  });

  it('has a table of layers with one row a layer, each reading what the walk leads to it', () => {
    const layers = layersOf(structure);
    expect(new Set(layers.map(({ name }) => name)).size).toBe(layers.length);
    const names = (kind: string) => layers.flatMap((layer) => (layer.kind === kind ? [layer.name] : []));
    const units = convUnits(structure);
    expect(names('conv').toSorted()).toEqual(units.map(({ conv }) => conv).toSorted());
    expect(names('batchnorm').toSorted()).toEqual(units.flatMap(({ norm }) => norm ?? []).toSorted());
    expect(layers.reduce((sum, layer) => sum + layer.parameters, 0)).toBe(parameterCount(structure));
    let x = structure.input;
    for (const { beside, input, output } of layers) {
      if (beside) continue;
      expect(input).toEqual(x);
      x = output;
    }
    expect(x).toEqual({ height: 1, width: 1, channels: spec.classes });
  });

  it('is found again by its tensors', () => {
    const { candidates } = inferSpecs(parametersOf(structure), spec.inputSize);
    expect(candidates).toContainEqual(spec);
    for (const candidate of candidates) expect(ownedBy(structureOf(candidate))).toEqual(ownedBy(structure));
  });
});

/** A network that is cheap to fill with numbers: as many blocks, at most three channels wide. */
const thin = (spec: ModelSpec): ModelSpec => ({ ...spec, width: Math.min(spec.width, 3) });

/** What the tensors of src/nn do on the way forward, in the words of `walked`. */
function forward(structure: Structure): { calls: string[]; owned: string[] } {
  const calls: string[] = [];
  const names = new Map<unknown, string>();
  const nameOf = (variable: unknown): string => names.get(variable)?.replace(/\.[^.]+$/, '') ?? '?';
  const x = {} as tf.Tensor4D;
  const ops: NetworkOps = {
    convNorm(_x, p, { stride, padding, relu, training }: ConvNormOptions, residual) {
      const [norm, ...others] = [p.gamma, p.beta, p.mean, p.variance].map(nameOf);
      expect(others).toEqual([norm, norm, norm]);
      expect(training).toBe(false);
      calls.push(`${nameOf(p.filter)} ${stride} ${padding} ${relu} ${residual !== undefined}`);
      return x;
    },
    convBias(_x, p, { stride, padding, relu }, residual) {
      expect(nameOf(p.bias)).toBe(nameOf(p.filter));
      calls.push(`${nameOf(p.filter)} ${stride} ${padding} ${relu} ${residual !== undefined}`);
      return x;
    },
    padShortcut(_x, stride, before, after) {
      calls.push(`pad ${stride} ${before} ${after}`);
      return x;
    },
    maxPool() {
      calls.push('pool');
      return x;
    },
    classify() {
      calls.push('classify');
      return {} as tf.Tensor2D;
    },
    classifyLoss: () => expect.unreachable(),
    augment: () => expect.unreachable(),
  };
  const network = new Network(structure, ops, initialWeights(structure, 'he', 1));
  for (const { info, variable } of network.parameters) names.set(variable, info.name);
  network.logits(x);
  const owned = network.parameters.map(({ info }) => text(info));
  network.dispose();
  return { calls, owned };
}

/** Stored under PyTorch's names: `[in, out]` and HWIO come back to PyTorch's order of dimensions. */
function kerasTensor({ name, shape }: TensorShape): string {
  const words: Readonly<Record<string, string>> = {
    kernel: 'weight',
    gamma: 'weight',
    beta: 'bias',
    bias: 'bias',
    moving_mean: 'running_mean',
    moving_variance: 'running_var',
  };
  const [layer = '', tensor = ''] = name.split('/');
  const [h, w, input, output] = shape;
  const stored = shape.length === 4 ? [output!, input!, h!, w!] : shape.toReversed();
  return text({ name: `${layer}.${words[tensor]}`, shape: stored });
}

describe.each(cases.map(([name, spec]) => [name, thin(spec)] as const))('%s, thin', (_, spec) => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });
  const structure = structureOf(spec);
  const weights = initialWeights(structure, 'he', 1);

  it('is the same calls of ops as tensors', () => {
    const { calls, owned } = forward(structure);
    expect(calls).toEqual(walked(structure).calls);
    expect(owned).toEqual(ownedBy(structure));
  });

  it('has the same tensors in an ONNX graph, which its nodes read once each', () => {
    const { nodes, initializers } = decodeOnnx(onnxFile(spec, weights, cifar10));
    const floats = initializers.filter(({ type }) => type === 'float');
    expect(floats.map(text).toSorted()).toEqual(ownedBy(structure).toSorted());
    const read = nodes.flatMap(({ inputs }) => inputs);
    for (const { name } of initializers) expect(read.filter((input) => input === name)).toEqual([name]);
    // A node stands behind those that it reads.
    const known = new Set(['input', ...initializers.map(({ name }) => name)]);
    for (const { inputs, output } of nodes) {
      expect(inputs.filter((input) => !known.has(input))).toEqual([]);
      known.add(output);
    }
  });

  it('has the same tensors in a LayersModel', () => {
    const [file] = layersModelFiles(spec, weights, cifar10);
    const { weightsManifest } = JSON.parse(new TextDecoder().decode(file?.bytes));
    const stored: TensorShape[] = weightsManifest[0].weights;
    expect(stored.map(kerasTensor).toSorted()).toEqual(ownedBy(structure).toSorted());
  });
});

describe('the exported PyTorch model', () => {
  beforeEach(needPython);

  const run = (specs: readonly ModelSpec[], change = (code: string) => code) => {
    const models = specs.map((spec) => ({
      code: change(modelPy(structureOf(spec))),
      input: [2, 3, spec.inputSize, spec.inputSize],
    }));
    return python(['-W', 'error', 'shapes.py'], JSON.stringify(models));
  };

  test('has the same tensors in the same order, and its layers fit one another', () => {
    const { stdout, stderr } = run(cases.map(([, spec]) => spec));
    expect(stderr).toBe('');
    const answers: Record<'state' | 'parts', [string, number[]][]>[] = JSON.parse(stdout);
    const nchw = ({ height, width, channels }: FeatureShape) => [2, channels, height, width];
    expect(answers.length).toBe(cases.length);
    cases.forEach(([name, spec], i) => {
      const { state, parts } = answers[i]!;
      const structure = structureOf(spec);
      const tensors = state.filter(([tensor]) => !tensor.endsWith('num_batches_tracked'));
      expect([name, tensors.map(([tensor, shape]) => text({ name: tensor, shape }))]).toEqual([
        name,
        ownedBy(structure),
      ]);
      expect([name, ...parts]).toEqual([
        name,
        ['features', nchw(structure.stem.output)],
        ...structure.stages.map((stage) => [stage.name, nchw(stage.output)]),
        ['classifer', [2, spec.classes]],
      ]);
    });
  });

  test.each([
    ['a wrong shortcut', 'make_shortcut(in_channels, width', 'make_shortcut(in_channels, 2 * width'],
    ['a stage without its stride', 'blocks=blocks[1], stride=2', 'blocks=blocks[1], stride=1'],
    ['a classifier of other features', 'nn.Linear(64', 'nn.Linear(32'],
  ])('%s would be noticed', (_, from, to) => {
    const spec = makeSpec('resnet20');
    expect(modelPy(structureOf(spec))).toContain(from);
    const { stdout, stderr, status } = run([spec], (code) => code.replace(from, to));
    const right = run([spec]);
    expect([stdout, stderr, status]).not.toEqual([right.stdout, right.stderr, right.status]);
  });
});
