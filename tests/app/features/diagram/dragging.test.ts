/** Dragging in the drawn network: which block, whether it has left its stage, and how many blocks a + stands for. */
import { describe, expect, it } from 'vitest';
import {
  distances,
  draggedBlock,
  isOutside,
  pulledBlocks,
} from '../../../../src/app/features/diagram/depth/dragging.ts';
import { layoutOf } from '../../../../src/app/features/diagram/layout.ts';
import { makeSpec } from '../../../../src/model/presets.ts';
import { specLimits } from '../../../../src/model/spec.ts';
import { structureOf } from '../../../../src/model/structure.ts';

const spec = makeSpec(
  { blocks: [2, 2, 1], width: 16, block: 'basic', stem: 'cifar' },
  { inputSize: 32, classes: 10 },
);
const layout = layoutOf(structureOf(spec), 1200, {
  order: 'nchw',
  detail: 'blocks',
  folds: new Map(),
  pages: new Map(),
  textWidth: (text) => 7 * text.length,
  height: 300,
});

describe('a block that is dragged', () => {
  it('is that of its card, and can go unless the rest of its stage needs it', () => {
    expect(draggedBlock(layout, spec, 'layer1.1')).toMatchObject({ stage: 0, at: 1, removable: true });
    expect(draggedBlock(layout, spec, 'layer2.0')?.removable).toBe(false);
    expect(draggedBlock(layout, spec, 'layer3.0')?.removable).toBe(false);
    expect(draggedBlock(layout, spec, 'stem')).toBeUndefined();
  });

  it('has left its stage where it is well beyond it, to any side', () => {
    const { card } = draggedBlock(layout, spec, 'layer1.1')!;
    const { x, y, width, height } = card.hit;
    const middle = { x: x + width / 2, y: y + height / 2 };
    expect(isOutside(layout, card, middle)).toBe(false);
    expect(isOutside(layout, card, { ...middle, x: x - width })).toBe(false);
    expect(isOutside(layout, card, { ...middle, x: x + width + distances.out + 1 })).toBe(true);
    expect(isOutside(layout, card, { ...middle, y: y + height + distances.out + 1 })).toBe(true);
    expect(isOutside(layout, card, { ...middle, y: y - distances.out + 1 })).toBe(false);
  });
});

describe('a + that is pulled', () => {
  const end = { stage: 0, at: 2 };

  it('stands for one block, and for one more with every so many pixels', () => {
    const { block } = distances;
    expect([0, block - 1, block, 3 * block].map((dx) => pulledBlocks(spec, end, dx))).toEqual([1, 1, 2, 4]);
    expect(pulledBlocks(spec, end, 1e6)).toBe(specLimits.blocksPerStage.max - 2);
  });

  it('stands for fewer to the left, at the end of a stage alone, and never for all', () => {
    const { start } = distances;
    expect(pulledBlocks(spec, end, -start)).toBe(-1);
    expect(pulledBlocks(spec, end, -1e6)).toBe(-1);
    expect(pulledBlocks({ ...spec, blocks: [9, 2, 1] }, { stage: 0, at: 9 }, -start - distances.block)).toBe(
      -2,
    );
    expect(pulledBlocks(spec, { stage: 0, at: 1 }, -100)).toBe(0);
  });
});
