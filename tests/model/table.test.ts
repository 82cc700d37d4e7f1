/** Parameters and MACs of the known networks, to the digit. */
import { describe, expect, it } from 'vitest';
import { layersOf } from '../../src/model/layers.ts';
import { parameterCount } from '../../src/model/parameters.ts';
import type { PresetName } from '../../src/model/presets.ts';
import { depthOf, type ShortcutKind } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { noteShapeLines, summaryOf } from '../../src/model/summary.ts';
import { makeSpec } from '../specs.ts';

type Row = [name: PresetName, shortcut: ShortcutKind, parameters: number, megaMacs: string];
const rows: Row[] = [
  ['resnet18', 'projection', 11_173_962, '555.42'],
  ['resnet34', 'projection', 21_282_122, '1159.40'],
  ['resnet50', 'projection', 23_520_842, '1297.83'],
  ['resnet101', 'projection', 42_512_970, '2509.98'],
  ['resnet152', 'projection', 58_156_618, '3722.14'],
  ['resnet20', 'identity', 269_722, '40.55'],
  ['resnet20', 'projection', 272_474, '40.81'],
  ['resnet32', 'identity', 464_154, '68.86'],
  ['resnet32', 'projection', 466_906, '69.12'],
  ['resnet44', 'identity', 658_586, '97.17'],
  ['resnet44', 'projection', 661_338, '97.44'],
  ['resnet56', 'identity', 853_018, '125.49'],
  ['resnet56', 'projection', 855_770, '125.75'],
  ['resnet110', 'identity', 1_727_962, '252.89'],
  ['resnet110', 'projection', 1_730_714, '253.15'],
];

describe('known networks at 32×32, 10 classes', () => {
  it.each(rows)('%s with %s shortcuts', (name, shortcut, parameters, megaMacs) => {
    const spec = makeSpec(name, { shortcut });
    const summary = summaryOf(spec);
    expect(summary.parameters).toBe(parameters);
    expect((summary.macs / 1e6).toFixed(2)).toBe(megaMacs);
    expect(parameterCount(structureOf(spec))).toBe(parameters);
    expect(`resnet${depthOf(spec)}`).toBe(name);
    expect(summary.model).toBe(name);
  });

  it('counts a plain network like its identity twin', () => {
    const plain = summaryOf(makeSpec('resnet56', { shortcut: 'none' }));
    const identity = summaryOf(makeSpec('resnet56', { shortcut: 'identity' }));
    expect(plain.parameters).toBe(identity.parameters);
    expect(plain.macs).toBe(identity.macs);
  });

  it.each([
    // Batch norms have two numbers a channel, biases one.
    ['resnet20', 272_474 - 784],
    ['resnet18', 11_173_962 - 4_800],
  ] as const)('counts %s without batch norm by hand', (name, parameters) => {
    const [none, batch] = (['none', 'batch'] as const).map((norm) => summaryOf(makeSpec(name, { norm })));
    expect(none?.parameters).toBe(parameters);
    expect(none?.macs).toBe(batch?.macs);
  });

  it('adds up: stages to the total, blocks to their stage', () => {
    for (const [name, shortcut] of rows) {
      const s = summaryOf(makeSpec(name, { shortcut }));
      for (const key of ['parameters', 'macs'] as const) {
        expect(s.stages.reduce((n, stage) => n + stage[key], 0)).toBe(s[key]);
        for (const stage of s.stages.filter((x) => x.blocks.length > 0)) {
          expect(stage.blocks.reduce((n, b) => n + b[key], 0)).toBe(stage[key]);
        }
      }
    }
  });
});

/**
 * MACs of an ImageNet bottleneck network from the widths of its table alone, with the stride of a stage on the first
 * 1×1 (the paper) or on the 3×3 (the seed note and ours). Written apart from src/model on purpose.
 */
function imageNetMacs(blocks: readonly number[], strideOn: 'first' | 'middle'): number {
  let macs = 112 ** 2 * 7 * 7 * 3 * 64;
  let channels = 64;
  let side = 56;
  blocks.forEach((count, stage) => {
    const width = 64 * 2 ** stage;
    for (let i = 0; i < count; i++) {
      const out = i === 0 && stage > 0 ? side / 2 : side;
      const reduce = strideOn === 'first' ? out : side;
      macs += reduce ** 2 * channels * width + out ** 2 * (9 * width * width + width * 4 * width);
      if (i === 0) macs += out ** 2 * channels * 4 * width;
      channels = 4 * width;
      side = out;
    }
  });
  return macs + channels * 1000;
}

describe('ImageNet figures at 224×224, 1000 classes', () => {
  const imageNet = (name: PresetName) => makeSpec(name, { stem: 'imagenet', inputSize: 224, classes: 1000 });
  const cases = [
    ['resnet50', [3, 4, 6, 3], 25_557_032, 3.8, 4.09],
    ['resnet101', [3, 4, 23, 3], 44_549_160, 7.6, 7.8],
    ['resnet152', [3, 8, 36, 3], 60_192_808, 11.3, 11.51],
  ] as const;

  it.each(cases)('%s', (name, blocks, parameters, paper, ours) => {
    const summary = summaryOf(imageNet(name));
    expect(summary.parameters).toBe(parameters);
    expect(summary.macs).toBe(imageNetMacs(blocks, 'middle'));
    expect(summary.macs / 1e9).toBeCloseTo(ours, 2);
    // The paper's own figures have two digits.
    expect(Math.abs(imageNetMacs(blocks, 'first') / 1e9 - paper)).toBeLessThan(0.1);
  });

  it('shrinks 224 to 56 in the stem and to 7 at the end', () => {
    const outputs = summaryOf(imageNet('resnet50')).stages.map((s) => s.output.join());
    expect(outputs).toEqual([
      '1,64,56,56',
      '1,256,56,56',
      '1,512,28,28',
      '1,1024,14,14',
      '1,2048,7,7',
      '1,2048,1,1',
      '1,1000',
    ]);
  });
});

describe('shapes', () => {
  it("prints the note's lines", () => {
    expect(noteShapeLines(summaryOf(makeSpec('resnet18'), 2))).toEqual([
      'block 1 output: torch.Size([2, 64, 32, 32])',
      'block 2 output: torch.Size([2, 64, 32, 32])',
      'block 3 output: torch.Size([2, 128, 16, 16])',
      'block 4 output: torch.Size([2, 256, 8, 8])',
      'block 5 output: torch.Size([2, 512, 4, 4])',
      'torch.Size([2, 10])',
    ]);
  });

  it('rounds odd sides as PyTorch does', () => {
    const sides = summaryOf(makeSpec('resnet18', { inputSize: 29 })).stages.map((s) => s.output[2]);
    expect(sides.slice(0, 5)).toEqual([29, 29, 15, 8, 4]);
  });

  it('fits inputs down to one pixel', () => {
    const s = summaryOf(makeSpec('resnet18', { inputSize: 1, stem: 'imagenet' }));
    expect(s.stages.map((x) => x.output[2] ?? 1)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });
});

/** Receptive field of a chain of (kernel, stride) pairs by walking back from one output pixel. */
const seenBy = (chain: [number, number][]): number => chain.reduceRight((r, [k, s]) => (r - 1) * s + k, 1);

describe('receptive fields', () => {
  it('of resnet20, walked back from one pixel', () => {
    const fields = summaryOf(makeSpec('resnet20')).stages.map((s) => s.receptiveField);
    const stage = (first: number): [number, number][] => [[3, first], ...Array(5).fill([3, 1])];
    const chain: [number, number][] = [[3, 1], ...stage(1), ...stage(2), ...stage(2)];
    expect(fields.slice(0, 4)).toEqual([1, 7, 13, 19].map((n) => seenBy(chain.slice(0, n))));
    expect(fields[3]).toBe(81);
  });

  it('of the ImageNet stem and of a bottleneck, whose 1×1 convolutions see no further', () => {
    const spec = makeSpec({ block: 'bottleneck', blocks: [1, 1], width: 8, stem: 'imagenet' });
    const fields = summaryOf(spec).stages.map((s) => s.receptiveField);
    expect(fields[0]).toBe(11);
    expect(fields[1]).toBe(seenBy([[7, 2], [3, 2], [3, 1]])); // biome-ignore format: one chain
    expect(fields[2]).toBe(seenBy([[7, 2], [3, 2], [3, 1], [3, 2]])); // biome-ignore format: one chain
  });

  it('of a projection is that of its 1×1 convolution on the block input', () => {
    const layers = layersOf(structureOf(makeSpec('resnet20')));
    const input = layers.find((l) => l.name === 'layer1.2.relu');
    const projection = layers.find((l) => l.name === 'layer2.0.shortcut.0');
    expect(projection?.receptiveField).toBe(input?.receptiveField);
    expect(projection?.stride).toBe(2);
  });
});
