/** Networks read off the tensors of a file, and what is said where that cannot be. */
import { describe, expect, it } from 'vitest';
import { describeSpec, inferSpecs, type TensorShape } from '../../src/formats/inferSpecs.ts';
import { configOfWeights, modelMetadata } from '../../src/formats/modelMetadata.ts';
import { readStateFile, stateFile } from '../../src/formats/stateFile.ts';
import { misfit, summarise } from '../../src/formats/stateSummary.ts';
import { parameterCount, parametersOf } from '../../src/model/parameters.ts';
import { presetNames } from '../../src/model/presets.ts';
import { blockKinds, type ModelSpec, normKinds, shortcutKinds, stemKinds } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { sentenceOf } from '../../src/problems/index.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { makeSpec } from '../specs.ts';

const tensorsOf = (spec: ModelSpec): TensorShape[] => parametersOf(structureOf(spec));

describe('inferSpecs', () => {
  it.each(presetNames)('recognises %s', (name) => {
    expect(inferSpecs(tensorsOf(makeSpec(name)), 32)).toEqual({ candidates: [makeSpec(name)] });
  });

  it('recognises every kind of network, and says what shapes cannot tell', () => {
    for (const block of blockKinds)
      for (const stem of stemKinds)
        for (const shortcut of shortcutKinds)
          for (const norm of normKinds) {
            const spec = makeSpec({ block, blocks: [2, 1], width: 5, stem }, { shortcut, norm, classes: 7 });
            const { candidates } = inferSpecs(tensorsOf(spec), 32);
            const kinds = shortcut === 'projection' ? [shortcut] : ['identity', 'none'];
            expect(candidates).toEqual(kinds.map((kind) => ({ ...spec, shortcut: kind })));
          }
  });

  it('takes the tensors in any order', () => {
    expect(inferSpecs(tensorsOf(makeSpec('resnet8')).reverse(), 32).candidates).toEqual([
      makeSpec('resnet8'),
    ]);
  });

  const good = tensorsOf(makeSpec('resnet8'));
  const without = (name: string) => good.filter((t) => t.name !== name);
  it.each<[string, TensorShape[], RegExp]>([
    ['nothing', [], /not of a network.*"features\.0\.weight" is missing/],
    ['another module', [{ name: 'conv1.weight', shape: [64, 3, 7, 7] }], /"features\.0\.weight" is missing/],
    ['no classifier', without('classifer.weight'), /"classifer\.weight" is missing/],
    [
      'a lost tensor',
      without('layer2.0.features.1.bias'),
      /almost .* resnet8, but it lacks "layer2\.0\.features\.1\.bias"/,
    ],
    [
      'a lost bias of a network without batch norm',
      tensorsOf(makeSpec('resnet8', { norm: 'none' })).filter((t) => t.name !== 'layer1.0.features.3.bias'),
      /almost .* resnet8 without batch norm, but it lacks "layer1\.0\.features\.3\.bias"/,
    ],
    ['a lost first norm', without('features.1.weight'), /resnet8, but it lacks "features\.1\.weight"/],
    [
      'one too many',
      [...good, { name: 'extra', shape: [] }],
      /almost .* resnet8, but "extra" does not belong/,
    ],
    [
      'another shape',
      [
        ...without('layer3.0.features.3.weight'),
        { name: 'layer3.0.features.3.weight', shape: [64, 64, 1, 1] },
      ],
      /"layer3\.0\.features\.3\.weight" has shape \[64, 64, 1, 1\] instead of \[64, 64, 3, 3\]/,
    ],
    [
      'a width without end',
      [...without('features.0.weight'), { name: 'features.0.weight', shape: [1e9, 3, 3, 3] }],
      /width must be a whole number from 1 to 512, but it is 1000000000/,
    ],
  ])('says why %s is no network', (_, tensors, why) => {
    const { candidates, problem } = inferSpecs(tensors, 32);
    expect(candidates).toEqual([]);
    const sentence = problem && sentenceOf(problem);
    expect(sentence).toMatch(why);
    expect(sentence).toMatch(/\.$/);
  });
});

describe('summary of a file', () => {
  const spec = makeSpec(
    { block: 'basic', blocks: [1, 1], width: 4, stem: 'cifar' },
    { shortcut: 'identity' },
  );
  const structure = structureOf(spec);
  const weights = initialWeights(structure, 'he', 1);
  const trainable = weights.filter((w) => !w.name.includes('running'));
  const slots = trainable.map((w) => ({ ...w, name: `momentum.${w.name}` }));
  const config = { ...defaultConfig, blocks: [1, 1], width: 4, shortcut: 'identity' } as const;
  const read = (metadata: Record<string, string>, kept = slots) =>
    readStateFile(stateFile({ weights, slots: kept, steps: 42 }, metadata));

  it('believes the metadata where it fits', () => {
    const summary = summarise(read(modelMetadata(config)));
    expect(summary).toMatchObject({
      candidates: [spec],
      tensors: weights.length,
      parameters: parameterCount(structure),
      steps: 42,
      optimizer: 'sgd',
    });
    expect(summary.metadata).toMatchObject({ 'model.width': '4' });
  });

  it('takes a file that does not name its normalisation, as older ones do not, for one with batch norm', () => {
    const { 'model.norm': norm, ...older } = modelMetadata(config);
    expect(norm).toBe('batch');
    expect(configOfWeights(older)).toEqual(config);
    expect(configOfWeights(modelMetadata({ ...config, norm: 'none' }))).toEqual({ ...config, norm: 'none' });
    expect(summarise(read(older)).candidates).toEqual([spec]);
  });

  it.each([
    ['there is none', {}],
    ['it names another network', modelMetadata({ ...config, width: 8 })],
    ['it makes no sense', { ...modelMetadata(config), 'model.blocks': 'many' }],
  ])('reads the shapes where %s', (_, metadata) => {
    const { candidates } = summarise(read(metadata, []));
    expect(candidates.map((c) => c.shortcut)).toEqual(['identity', 'none']);
  });

  it('says in one sentence when another network was chosen', () => {
    const summary = summarise(read({}));
    expect(misfit(summary, weights, spec)).toBeUndefined();
    const problem = misfit(summary, weights, makeSpec('resnet18'));
    expect(problem && sentenceOf(problem)).toBe(
      `This file holds ${describeSpec(spec)} or resnet[1,1]w4 without shortcuts, but the chosen network is resnet18: choose the network of the file.`,
    );
  });
});
