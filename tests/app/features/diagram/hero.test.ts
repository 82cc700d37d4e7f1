/** The network in a box of given width and height, with the next run's outlined in it. */
import { describe, expect, it } from 'vitest';
import { partOf } from '../../../../src/app/features/diagram/InsideBlock.tsx';
import { type DiagramLayout, layoutIn, type Rect } from '../../../../src/app/features/diagram/layout.ts';
import { nextMarks } from '../../../../src/app/features/diagram/nextMarks.ts';
import { type Detail, details } from '../../../../src/app/features/diagram/sizes.ts';
import { estimatedWidth } from '../../../../src/app/features/diagram/textWidth.ts';
import { domainOf, heatOf } from '../../../../src/app/features/diagram/vitals.ts';
import { presetNames } from '../../../../src/model/presets.ts';
import { structureOf } from '../../../../src/model/structure.ts';
import { makeSpec } from '../../../specs.ts';

/** Of the drawing at 1280×720, 1440×900 and 1920×1080, and on a tablet. */
const boxes = [
  { width: 594, height: 236 },
  { width: 748, height: 320 },
  { width: 1142, height: 405 },
  { width: 638, height: 420 },
];

interface Wanted {
  detail?: Detail;
  folds?: Record<string, boolean>;
  pages?: Record<string, number>;
  box?: { readonly width: number; readonly height: number };
}

function drawn(spec: Parameters<typeof makeSpec>, { detail, folds, pages, box }: Wanted = {}) {
  const structure = structureOf(makeSpec(...spec));
  return layoutIn(structure, box ?? boxes[0]!, {
    order: 'nhwc',
    detail: detail ?? 'blocks',
    folds: new Map(Object.entries(folds ?? {})),
    pages: new Map(Object.entries(pages ?? {})),
    textWidth: (text) => 0.85 * estimatedWidth(text),
    input: 'picture',
    labels: 'buttons',
  });
}

const end = ({ x, width }: Rect): number => x + width;
const idsOf = (layout: DiagramLayout, stage: string): string[] =>
  layout.cards.filter((card) => card.stage === stage).map((card) => card.id);

describe.each(details)('in its box, with %s', (detail) => {
  it.each(presetNames)('%s is whole, whatever is opened', (name) => {
    const stages = structureOf(makeSpec(name)).stages.map((stage) => stage.name);
    for (const box of boxes) {
      for (const opened of [undefined, ...stages]) {
        const folds = opened === undefined ? {} : { [opened]: false };
        const { layout, scale } = drawn([name], { detail, folds, box });
        const where = `${opened} in ${box.width}`;
        expect(scale * layout.width, where).toBeLessThanOrEqual(box.width + 1);
        expect(scale * layout.height, where).toBeLessThanOrEqual(box.height);
        expect(scale, where).toBeGreaterThanOrEqual(detail === 'blocks' ? 0.85 : 0.6);
        let before = end(layout.picture!);
        for (const { id, rect, hit } of layout.cards) {
          expect(rect.x, `${id}, ${where}`).toBeGreaterThanOrEqual(before);
          before = end(rect);
          expect(rect.y, `${id}, ${where}`).toBeGreaterThanOrEqual(0);
          expect(hit.width, `${id}, ${where}`).toBeGreaterThanOrEqual(24 - 1e-9);
        }
        expect(before, where).toBeLessThanOrEqual(layout.width);
        // Under each stage its name, its shape and its buttons.
        for (const { at } of layout.stages)
          expect(at.y + 21 + 24, where).toBeLessThanOrEqual(layout.height + 1e-6);
        const ends = [layout.cards[0]!, layout.cards.at(-1)!].map(({ id }) => id);
        expect(ends, where).toEqual(['stem', 'classifier']);
      }
    }
  });
});

describe('the pictures that go in', () => {
  it('are as high as their 32 pixels: as the stem, and twice as high as the second stage', () => {
    const { layout } = drawn(['resnet20']);
    const heightOf = (id: string) => layout.cards.find((card) => card.id === id)!.rect.height;
    expect(layout.picture!.height).toBeCloseTo(heightOf('stem'), 9);
    expect(layout.picture!.height).toBeCloseTo(2 * heightOf('layer2.0'), 9);
    expect(layout.picture!.width).toBeCloseTo(layout.picture!.height, 9);
  });

  it('grow with the box', () => {
    const sides = boxes.slice(0, 3).map((box) => drawn(['resnet20'], { box }).layout.picture!.height);
    expect(sides[1]).toBeGreaterThan(1.2 * sides[0]!);
    expect(sides[2]).toBeGreaterThan(1.2 * sides[1]!);
  });
});

describe('a stage that does not fit', () => {
  it('is folded into its blocks side by side', () => {
    const { layout } = drawn(['resnet110']);
    const fold = layout.cards.find(({ id }) => id === 'layer2.1–17')!;
    expect(fold.slabs.length).toBeGreaterThan(8);
    for (const [i, slab] of fold.slabs.entries()) {
      expect(slab.width).toBeGreaterThan(2);
      if (i > 0) expect(slab.x).toBeGreaterThan(end(fold.slabs[i - 1]!));
    }
    expect(fold.slabs[0]!.x).toBeCloseTo(fold.rect.x, 6);
    expect(end(fold.slabs.at(-1)!)).toBeCloseTo(end(fold.rect), 6);
  });

  it('comes page by page once it is opened, and each page begins where it is told', () => {
    const box = boxes[2]!;
    const first = idsOf(drawn(['resnet152'], { folds: { layer3: false }, box }).layout, 'layer3');
    expect(first.slice(0, 3)).toEqual(['layer3.0', 'layer3.1', 'layer3.2']);
    expect(first.at(-1)).toMatch(/^layer3\.\d+–35$/);
    const later = idsOf(
      drawn(['resnet152'], { folds: { layer3: false }, pages: { layer3: 12 }, box }).layout,
      'layer3',
    );
    expect(later.slice(0, 3)).toEqual(['layer3.0', 'layer3.1–11', 'layer3.12']);
    const last = idsOf(
      drawn(['resnet152'], { folds: { layer3: false }, pages: { layer3: 99 }, box }).layout,
      'layer3',
    );
    expect(last.at(-1)).toBe('layer3.35');
  });
});

describe('the next run', () => {
  const now = [3, 3, 3];
  const marksOf = (next: readonly number[]) => {
    const { layout } = drawn(['resnet20']);
    return { layout, marks: nextMarks(layout, { now, next }) };
  };

  it('is outlined behind the last card of a stage that grows, before the next card', () => {
    const { layout, marks } = marksOf([3, 5, 3]);
    expect(marks.removed).toEqual([]);
    expect(marks.added.length).toBeGreaterThan(0);
    const last = layout.cards.find(({ id }) => id === 'layer2.2')!.rect;
    const after = layout.cards.find(({ id }) => id === 'layer3.0')!.rect;
    for (const rect of marks.added) {
      expect(rect.x).toBeGreaterThan(end(last));
      expect(end(rect)).toBeLessThan(after.x);
      expect(rect.height).toBe(last.height);
    }
  });

  it('strikes out the last blocks of a stage that shrinks, and all of one that goes', () => {
    const { layout, marks } = marksOf([1, 3]);
    const rectsOf = (...ids: string[]) =>
      layout.cards.filter(({ id }) => ids.includes(id)).map((c) => c.rect);
    expect(marks.added).toEqual([]);
    expect(marks.removed).toEqual(rectsOf('layer1.1', 'layer1.2', 'layer3.0', 'layer3.1', 'layer3.2'));
  });

  it('strikes out blocks of a fold one by one', () => {
    const { layout } = drawn(['resnet56'], { folds: { layer1: true, layer2: true, layer3: true } });
    const fold = layout.cards.find(({ id }) => id === 'layer1.0–8')!;
    const { removed } = nextMarks(layout, { now: [9, 9, 9], next: [7, 9, 9] });
    expect(removed).toEqual(fold.slabs.slice(-2));
  });
});

describe('colours', () => {
  const look = (gradientNorm: number) => ({
    step: 1,
    blocks: [
      { name: 'stem', gradientNorm: 1, activationScale: 3 },
      { name: 'layer1.0', gradientNorm },
    ],
  });

  it('of two networks have one scale', () => {
    expect(domainOf([look(0.5)], 'gradient')).toEqual([-1, 1]);
    const domain = domainOf([look(0.5), look(4e-3), undefined], 'gradient');
    expect(domain).toEqual([-3, 1]);
    const stem = { id: 'stem', blocks: [] };
    for (const each of [look(0.5), look(4e-3)])
      expect(heatOf(each, 'gradient', domain)(stem)).toEqual([0.75]);
  });

  it('are of what was measured alone', () => {
    expect(domainOf([look(1e4)], 'activation')).toEqual([-1, 1]);
    expect(heatOf(undefined, 'gradient', [-1, 1])({ id: 'stem', blocks: [] })).toEqual([]);
    expect(heatOf(look(1), 'gradient', [-1, 1])({ id: 'pool', blocks: [] })).toEqual([]);
  });
});

it('looks into the parts that a network has', () => {
  const structure = structureOf(makeSpec('resnet20'));
  expect(partOf(structure, 'layer2.2')).toMatchObject({ kind: 'block', blocks: [{ name: 'layer2.2' }] });
  expect(partOf(structure, 'classifier')).toEqual({ id: 'classifier', kind: 'classifier', blocks: [] });
  expect(partOf(structure, 'layer2.3')).toBeUndefined();
  expect(partOf(structure, 'layer4.0')).toBeUndefined();
});
