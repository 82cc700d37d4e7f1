import { describe, expect, it } from 'vitest';
import { stageNorms, stageOf } from '../../src/training/vitals.ts';

describe('norms of stages', () => {
  it('join the squares of their blocks, in the order of the blocks', () => {
    const blocks = [
      { name: 'stem', gradientNorm: 2 },
      { name: 'layer1.0', gradientNorm: 3 },
      { name: 'layer1.1', gradientNorm: 4 },
      { name: 'layer2.0', gradientNorm: 0 },
      { name: 'classifier', gradientNorm: 1, activationScale: 7 },
    ];
    expect(stageNorms(blocks)).toEqual([
      { name: 'stem', gradientNorm: 2 },
      { name: 'layer1', gradientNorm: 5 },
      { name: 'layer2', gradientNorm: 0 },
      { name: 'classifier', gradientNorm: 1 },
    ]);
  });

  it('do not hide a gradient that is no number', () => {
    const [stage] = stageNorms([
      { name: 'layer1.0', gradientNorm: 1 },
      { name: 'layer1.1', gradientNorm: Number.NaN },
    ]);
    expect(stage?.gradientNorm).toBeNaN();
  });
});

it('a block knows its stage', () => {
  expect(['stem', 'layer3.10', 'classifier'].map(stageOf)).toEqual(['stem', 'layer3', 'classifier']);
});
