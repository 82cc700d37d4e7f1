/** Weights under the names of other programs, inside wrappers and of other types are read as the same network here. */
import { describe, expect, test } from 'vitest';
import { ownNames } from '../../src/formats/layouts.ts';
import { type FileTensor, writeSafetensors } from '../../src/formats/safetensors.ts';
import { readStateFile, weightsFile, withCounters } from '../../src/formats/stateFile.ts';
import { summarise } from '../../src/formats/stateSummary.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { makeSpec } from '../specs.ts';

/** Modules of a network in the order of ours, as each program calls them: convolution, batch norm, and so on. */
interface Names {
  readonly stem: readonly [string, string];
  readonly unit: (stage: number, block: number, unit: number) => readonly [string, string];
  readonly shortcut: (stage: number, block: number) => readonly [string, string];
  readonly classifier: string;
}
const inLayer = (stage: number, block: number, rest: string) => `layer${stage + 1}.${block}.${rest}`;
const flat = (shortcut: string, classifier: string): Names => ({
  stem: ['conv1', 'bn1'],
  unit: (stage, block, unit) => [
    inLayer(stage, block, `conv${unit + 1}`),
    inLayer(stage, block, `bn${unit + 1}`),
  ],
  shortcut: (stage, block) => [
    inLayer(stage, block, `${shortcut}.0`),
    inLayer(stage, block, `${shortcut}.1`),
  ],
  classifier,
});
const embedder = 'resnet.embedder.embedder';
const inEncoder = (stage: number, block: number) => `resnet.encoder.stages.${stage}.layers.${block}`;
const programs: Readonly<Record<string, Names>> = {
  torchvision: flat('downsample', 'fc'),
  'pytorch-cifar': flat('shortcut', 'linear'),
  transformers: {
    stem: [`${embedder}.convolution`, `${embedder}.normalization`],
    unit: (stage, block, unit) => [
      `${inEncoder(stage, block)}.layer.${unit}.convolution`,
      `${inEncoder(stage, block)}.layer.${unit}.normalization`,
    ],
    shortcut: (stage, block) => [
      `${inEncoder(stage, block)}.shortcut.convolution`,
      `${inEncoder(stage, block)}.shortcut.normalization`,
    ],
    classifier: 'classifier.1',
  },
};

/** A network's tensors as the seed note's module has them, under a program's names. */
function tensorsOf(spec: ModelSpec, { stem, unit, shortcut, classifier }: Names): FileTensor[] {
  const modules = new Map<string, string>();
  modules.set('features.0', stem[0]).set('features.1', stem[1]).set('classifer', classifier);
  const units = spec.block === 'bottleneck' ? 3 : 2;
  spec.blocks.forEach((blocks, stage) => {
    for (let block = 0; block < blocks; block++) {
      const own = `layer${stage + 1}.${block}`;
      for (let at = 0; at < units; at++) {
        const [conv, norm] = unit(stage, block, at);
        modules.set(`${own}.features.${3 * at}`, conv).set(`${own}.features.${3 * at + 1}`, norm);
      }
      const [conv, norm] = shortcut(stage, block);
      modules.set(`${own}.shortcut.0`, conv).set(`${own}.shortcut.1`, norm);
    }
  });
  return withCounters(initialWeights(structureOf(spec), 'he', 1), 391).map((tensor) => {
    const end = tensor.name.lastIndexOf('.');
    const module = modules.get(tensor.name.slice(0, end));
    if (module === undefined) throw new Error(`No module for ${tensor.name}.`);
    return { ...tensor, name: module + tensor.name.slice(end) };
  });
}

const specs = {
  'two stages of basic blocks': makeSpec({ block: 'basic', blocks: [2, 1], width: 2, stem: 'cifar' }),
  'no batch norm': makeSpec(
    { block: 'bottleneck', blocks: [1, 2], width: 2, stem: 'cifar' },
    { norm: 'none' },
  ),
  bottlenecks: makeSpec({ block: 'bottleneck', blocks: [1, 2], width: 2, stem: 'imagenet' }),
};
const cases = Object.keys(programs).flatMap((program) =>
  Object.entries(specs).map(([name, spec]) => ({ program, name, spec })),
);

test.each(cases)('$name under the names of $program', ({ program, spec }) => {
  const names = programs[program];
  if (!names) throw new Error(program);
  const tensors = tensorsOf(spec, names);
  for (const prefix of ['', 'module.', '_orig_mod.module.']) {
    const wrapped = tensors.map((tensor) => ({ ...tensor, name: prefix + tensor.name }));
    const state = readStateFile(writeSafetensors({ tensors: wrapped, metadata: { format: 'pt' } }));
    expect(state.weights).toEqual(initialWeights(structureOf(spec), 'he', 1));
    // Only batch norms count the steps.
    const steps = spec.norm === 'batch' ? 391 : 0;
    expect(summarise(state)).toMatchObject({ candidates: [spec], steps, layout: program });
  }
});

describe('names', () => {
  const own = initialWeights(structureOf(specs.bottlenecks), 'he', 1).map(({ name }) => name);

  test('that are ours already stay', () => {
    expect(ownNames(own)).toEqual({ names: own });
    expect(ownNames([])).toEqual({ names: [] });
  });

  test('lose wrappers that all of them have, and no others', () => {
    for (const prefix of ['module.', '_orig_mod.', 'model.', 'module._orig_mod.', '_orig_mod.module.'])
      expect(ownNames(own.map((name) => prefix + name)).names).toEqual(own);
    const mixed = own.map((name, i) => (i === 3 ? name : `module.${name}`));
    expect(ownNames(mixed).names).toEqual(mixed);
  });

  test('that would become one stay as they are', () => {
    const names = ['fc.weight', 'classifer.weight'];
    expect(ownNames(names)).toEqual({ names });
  });
});

describe('what load_state_dict takes', () => {
  const spec = makeSpec({ block: 'basic', blocks: [1], width: 2, stem: 'cifar' });
  const weights = initialWeights(structureOf(spec), 'he', 1);
  const read = (change: (tensor: FileTensor) => FileTensor[]) =>
    readStateFile(writeSafetensors({ tensors: withCounters(weights, 5).flatMap(change), metadata: {} }));
  const isCounter = ({ name }: FileTensor) => name.endsWith('num_batches_tracked');

  test('counters of any type and of one value, or none at all', () => {
    const counter = (changed: Partial<FileTensor>) =>
      read((tensor) => [isCounter(tensor) ? ({ ...tensor, ...changed } as FileTensor) : tensor]).steps;
    expect(counter({ shape: [1] })).toBe(5);
    expect(counter({ dtype: 'I32', data: Int32Array.of(7) })).toBe(7);
    expect(counter({ dtype: 'F32', data: Float32Array.of(9) })).toBe(9);
    expect(counter({ data: BigInt64Array.of(-1n) })).toBe(0);
    const without = read((tensor) => (isCounter(tensor) ? [] : [tensor]));
    expect(without).toEqual({ weights, slots: [], steps: 0, metadata: {}, sealed: false });
  });

  test('whole numbers for weights', () => {
    const bias = read((tensor) =>
      tensor.name === 'classifer.bias'
        ? [{ ...tensor, dtype: 'I64', data: BigInt64Array.from({ length: 10 }, (_, i) => BigInt(i)) }]
        : [tensor],
    ).weights.find(({ name }) => name === 'classifer.bias');
    expect(bias?.data).toEqual(Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  });
});

describe('weights that are no numbers', () => {
  const spec = makeSpec({ block: 'basic', blocks: [1], width: 2, stem: 'cifar' });
  const withValue = (name: string, value: number) => {
    const weights = initialWeights(structureOf(spec), 'he', 1).map((tensor) =>
      tensor.name === name ? { ...tensor, data: Float32Array.from(tensor.data).fill(value, 0, 3) } : tensor,
    );
    return weightsFile({ weights, slots: [], steps: 1 });
  };

  test.each([Number.NaN, Infinity, -Infinity])('are named when they are read: %f', (value) => {
    expect(() => readStateFile(withValue('classifer.weight', value))).toThrow(
      'These weights are no use: 3 of the 20 values of "classifer.weight" are not finite numbers, so choose weights from before that.',
    );
  });

  test('in running statistics too', () => {
    expect(() => readStateFile(withValue('features.1.running_var', Infinity))).toThrow(
      /"features.1.running_var"/,
    );
  });
});
