/** Wrong specs are refused with one sentence that says what to do; option A pads evenly. */
import { describe, expect, it } from 'vitest';
import { modelName, presetOf } from '../../src/model/presets.ts';
import { type ModelSpec, networkProblem } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { sentenceOf } from '../../src/problems/index.ts';
import { makeSpec } from '../specs.ts';

const bad: [string, Partial<ModelSpec>, RegExp][] = [
  ['no stage', { blocks: [] }, /1 to 4 stages, but 0 were given/],
  ['five stages', { blocks: [1, 1, 1, 1, 1] }, /1 to 4 stages, but 5 were given/],
  ['an empty stage', { blocks: [2, 0, 2] }, /1 to 200 blocks, but 0 was given/],
  ['half a block', { blocks: [2, 1.5] }, /but 1.5 was given/],
  ['no width', { width: 0 }, /width must be a whole number from 1 to 512, but it is 0/],
  ['half a channel', { width: 16.5 }, /but it is 16.5/],
  ['NaN', { width: Number.NaN }, /but it is NaN/],
  ['no picture', { inputSize: 0 }, /input size must be/],
  ['one class', { classes: 1 }, /number of classes must be a whole number from 2/],
];

describe('specs', () => {
  it.each(bad)('refuses %s', (_, change, message) => {
    const spec = makeSpec('resnet20', change);
    const problem = networkProblem(spec);
    expect(problem && sentenceOf(problem)).toMatch(message);
    expect(() => structureOf(spec)).toThrow(message);
  });

  it('takes every preset and odd free specs', () => {
    const free = makeSpec({ block: 'bottleneck', blocks: [1, 7], width: 3, stem: 'imagenet' });
    expect(networkProblem(free)).toBeUndefined();
    expect(presetOf(free)).toBeUndefined();
    expect(modelName(free)).toBe('resnet[1,7]w3b');
    expect(modelName(makeSpec('resnet152'))).toBe('resnet152');
  });

  it('pads option A shortcuts on both sides, as He et al. 2015 describe', () => {
    const { stages } = structureOf(makeSpec('resnet20', { shortcut: 'identity' }));
    const shortcuts = stages.map((s) => s.blocks.map((b) => b.shortcut));
    const identity = (block: string) => ({ kind: 'identity', name: `${block}.shortcut` });
    const shape = (side: number, channels: number) => ({ height: side, width: side, channels });
    expect(shortcuts).toEqual([
      ['layer1.0', 'layer1.1', 'layer1.2'].map(identity),
      [
        {
          kind: 'pad',
          name: 'layer2.0.shortcut',
          stride: 2,
          before: 8,
          after: 8,
          input: shape(32, 16),
          output: shape(16, 32),
        },
        ...['layer2.1', 'layer2.2'].map(identity),
      ],
      [
        {
          kind: 'pad',
          name: 'layer3.0.shortcut',
          stride: 2,
          before: 16,
          after: 16,
          input: shape(16, 32),
          output: shape(8, 64),
        },
        ...['layer3.1', 'layer3.2'].map(identity),
      ],
    ]);
  });
});
