import { expect, test } from 'vitest';
import { probedBlocks } from '../../src/cli/commands/probe.ts';

const vitals = (name: string, sizes: { branchScale?: number; shortcutScale?: number }) => ({
  name,
  gradientNorm: 1,
  ...sizes,
});

test('a block has the size of its branch beside its shortcut; a stem and a plain block have none', () => {
  const probes = [
    { name: 'stem', accuracy: 0.3 },
    { name: 'layer1.0', accuracy: 0.4 },
    { name: 'layer1.1', accuracy: 0.5 },
  ];
  const blocks = [
    vitals('layer1.0', { branchScale: 3, shortcutScale: 4 }),
    vitals('layer1.1', { branchScale: 3 }),
  ];
  expect(probedBlocks(probes, blocks)).toEqual([
    { name: 'stem', accuracy: 0.3 },
    { name: 'layer1.0', accuracy: 0.4, branchRatio: 0.75 },
    { name: 'layer1.1', accuracy: 0.5 },
  ]);
});
