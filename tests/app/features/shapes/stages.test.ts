/** The numbers of stages: those of the summary, and bytes that add up to what a run is estimated to take. */
import { describe, expect, it } from 'vitest';
import { stagesOf } from '../../../../src/app/features/shapes/stages.ts';
import { convUnits, structureOf } from '../../../../src/model/structure.ts';
import { summaryOf } from '../../../../src/model/summary.ts';
import { specOf } from '../../../../src/training/config.ts';
import { memoryOf } from '../../../../src/training/memory.ts';
import { defaultConfig } from '../../../../src/training/settings.ts';

const config = { ...defaultConfig, batchSize: 32 };

describe('the stages of ResNet-20', () => {
  const stages = stagesOf(config);

  it('go from the stem to the classifier', () => {
    expect(stages.map(({ name, blocks }) => [name, blocks])).toEqual([
      ['stem', 0],
      ['layer1', 3],
      ['layer2', 3],
      ['layer3', 3],
      ['pool', 0],
      ['classifier', 0],
    ]);
    expect(stages.map(({ values }) => [values.size, values.channels])).toEqual([
      [32, 16],
      [32, 16],
      [16, 32],
      [8, 64],
      [1, 64],
      [1, 10],
    ]);
  });

  it('have the parameters and MACs of the summary', () => {
    const summary = summaryOf(specOf(config));
    expect(stages.map(({ values }) => [values.parameters, values.macs])).toEqual(
      summary.stages.map(({ parameters, macs }) => [parameters, macs]),
    );
  });
});

it.each([
  ['a residual network', {}, 2.5],
  ['one that pads its shortcuts', { shortcut: 'identity' }, 2.5],
  ['a plain one', { shortcut: 'none' }, 1.2],
  ['one without batch norm', { norm: 'none' }, 2.5],
  ['one of bottlenecks for large pictures', { block: 'bottleneck', stem: 'imagenet' }, 2.5],
] as const)('the bytes of %s are those of the memory estimate', (_, settings, underWay) => {
  const own = { ...config, ...settings };
  const stages = stagesOf(own);
  const inner = stages.filter(({ name }) => name !== 'pool' && name !== 'classifier');
  const sum = inner.reduce((total, { values }) => total + values.activations, 0);
  const structure = structureOf(specOf(own));
  const { height, width, channels } = structure.input;
  const picture = 4 * height * width * channels;
  const largest =
    4 * Math.max(...convUnits(structure).map(({ output: o }) => o.height * o.width * o.channels));
  // Besides, the estimate counts the picture itself and the gradients that are under way.
  expect(memoryOf(own).activations).toBeCloseTo(sum + own.batchSize * (picture + underWay * largest), 3);
});
