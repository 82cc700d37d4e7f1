/** The diagram with feature maps in its cards: all of it in view, in any box. */
import { describe, expect, it } from 'vitest';
import { sheetLayout } from '../../../../../src/app/features/diagram/maps/sheets.ts';
import { estimatedWidth } from '../../../../../src/app/features/diagram/textWidth.ts';
import { presetNames } from '../../../../../src/model/presets.ts';
import { partsOf, structureOf } from '../../../../../src/model/structure.ts';
import { makeSpec } from '../../../../specs.ts';

/** Of the drawing at 1280×720, 1440×900, 1920×1080 and on a tablet; and of a phone. */
const boxes = [
  { width: 594, height: 236, input: 'picture', labels: 'buttons' },
  { width: 748, height: 320, input: 'picture', labels: 'buttons' },
  { width: 1142, height: 405, input: 'picture', labels: 'buttons' },
  { width: 638, height: 420, input: 'picture', labels: 'buttons' },
  { width: 330, height: 380, input: 'none', labels: 'names' },
] as const;

describe.each(presetNames)('%s', (name) => {
  it.each(boxes)(
    'has every block in a box of $width×$height, and none over another',
    ({ input, labels, ...box }) => {
      const structure = structureOf(makeSpec(name));
      const layout = sheetLayout(structure, box, {
        order: 'nhwc',
        detail: 'blocks',
        folds: new Map(),
        textWidth: (text) => 0.85 * estimatedWidth(text),
        input,
        labels,
      });
      expect(layout.cards.map(({ id }) => id)).toEqual(partsOf(structure).map((part) => part.name));
      // The names of five groups are wider than a phone, which scrolls.
      expect(layout.width).toBeLessThanOrEqual(Math.max(400, box.width));
      const rects = [...layout.cards.map(({ rect }) => rect), ...(layout.picture ? [layout.picture] : [])];
      for (const { x, y, width, height } of rects) {
        expect(width).toBe(height);
        expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
        expect(x + width).toBeLessThanOrEqual(layout.width);
        expect(y + height).toBeLessThanOrEqual(box.height);
        const over = rects.filter(
          (other) =>
            x < other.x + other.width &&
            other.x < x + width &&
            y < other.y + other.height &&
            other.y < y + height,
        );
        expect(over).toHaveLength(1);
      }
      for (const { at } of layout.stages) expect(at.x).toBeGreaterThan(0);
    },
  );
});

it('shows the maps of ResNet-20 large enough to be seen at 1280×720', () => {
  const layout = sheetLayout(structureOf(makeSpec('resnet20')), boxes[0], {
    order: 'nhwc',
    detail: 'blocks',
    folds: new Map(),
    textWidth: (text) => 0.85 * estimatedWidth(text),
    input: 'picture',
    labels: 'buttons',
  });
  expect(layout.cards[0]?.rect.width).toBeGreaterThanOrEqual(44);
});

it('is never wider than its box, whatever its width', () => {
  const wider = Array.from({ length: 300 }, (_, i) => 340 + i).filter((width) => {
    const layout = sheetLayout(
      structureOf(makeSpec('resnet8')),
      { width, height: 380 },
      {
        order: 'nhwc',
        detail: 'blocks',
        folds: new Map(),
        textWidth: (text) => 0.85 * estimatedWidth(text),
        input: 'none',
        labels: 'names',
      },
    );
    return layout.width > width;
  });
  expect(wider).toEqual([]);
});

it('is no higher than its squares where it stands by itself', () => {
  const layout = sheetLayout(structureOf(makeSpec('resnet8')), boxes[4], {
    order: 'nhwc',
    detail: 'blocks',
    folds: new Map(),
    textWidth: (text) => 0.85 * estimatedWidth(text),
    input: 'none',
    labels: 'names',
  });
  const [stem] = layout.cards;
  expect(layout.height).toBeLessThan(12 + stem!.rect.height + 42 + 1);
  expect(Math.max(...layout.stages.map(({ at }) => at.y))).toBeLessThan(layout.height);
});
