import { describe, expect, it } from 'vitest';
import { type Card, layoutOf, type Rect } from '../../../../src/app/features/diagram/layout.ts';
import type { Detail } from '../../../../src/app/features/diagram/sizes.ts';
import { estimatedWidth } from '../../../../src/app/features/diagram/textWidth.ts';
import { presetNames } from '../../../../src/model/presets.ts';
import { structureOf } from '../../../../src/model/structure.ts';
import { makeSpec } from '../../../specs.ts';

interface Wanted {
  width?: number;
  detail?: Detail;
  folds?: Record<string, boolean>;
}

function layout(
  spec: Parameters<typeof makeSpec>,
  { width = 1040, detail = 'blocks', folds = {} }: Wanted = {},
) {
  return layoutOf(structureOf(makeSpec(...spec)), width, {
    order: 'nhwc',
    detail,
    folds: new Map(Object.entries(folds)),
    textWidth: estimatedWidth,
  });
}

const blockCards = (cards: readonly Card[]) => cards.filter((card) => card.blocks.length > 0);
const overlap = (a: Rect, b: Rect) =>
  Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x) > 1e-6 &&
  Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y) > 1e-6;

describe('the pyramid', () => {
  it('is as high as the pictures and as thick as the square root of the channels', () => {
    const { cards } = layout(['resnet18']);
    const first = (stage: string) => cards.find((card) => card.stage === stage)!.rect;
    const stages = ['layer1', 'layer2', 'layer3', 'layer4'].map(first);
    for (const [i, rect] of stages.slice(1).entries()) {
      expect(stages[i]!.height / rect.height).toBeCloseTo(2, 9);
      expect(rect.width / stages[i]!.width).toBeCloseTo(Math.SQRT2, 9);
    }
  });

  it('lies on its side on a phone', () => {
    const { cards, direction, width } = layout(['resnet20'], { width: 310 });
    expect([direction, width]).toEqual(['down', 310]);
    const [a, b] = ['layer1.0', 'layer2.0'].map((id) => cards.find((card) => card.id === id)!.rect);
    expect(a!.width / b!.width).toBeCloseTo(2, 9);
    expect(b!.height / a!.height).toBeCloseTo(Math.SQRT2, 9);
    expect(b!.y).toBeGreaterThan(a!.y);
  });
});

describe('shortcuts', () => {
  const kinds = (shortcut: 'projection' | 'identity' | 'none') =>
    blockCards(layout(['resnet20', { shortcut }]).cards).map((card) => card.link?.kind);

  it('are told apart by what they do to the shape', () => {
    const i = 'identity';
    expect(kinds('projection')).toEqual([i, i, i, 'projection', i, i, 'projection', i, i]);
    expect(kinds('identity')).toEqual([i, i, i, 'pad', i, i, 'pad', i, i]);
    expect(kinds('none')).toEqual(Array(9).fill(undefined));
  });

  it('go around their card, from before it to behind it', () => {
    for (const width of [310, 1040]) {
      const { cards, direction } = layout(['resnet8'], { width });
      const along = direction === 'across' ? 0 : 1;
      for (const { rect, link } of blockCards(cards)) {
        const points = [...link!.path.matchAll(/(-?[\d.]+) (-?[\d.]+)/g)].map((m) => [
          Number(m[1]),
          Number(m[2]),
        ]);
        const at = points.map((point) => point[along]!);
        const [start, size] = direction === 'across' ? [rect.x, rect.width] : [rect.y, rect.height];
        expect(at[0]).toBeLessThan(start);
        expect(at[at.length - 1]).toBeGreaterThan(start + size);
        if (direction === 'across') expect(Math.min(...points.map((p) => p[1]!))).toBeLessThan(rect.y);
        else expect(Math.max(...points.map((p) => p[0]!))).toBeGreaterThan(rect.x + rect.width);
      }
    }
  });
});

describe('folding', () => {
  const ids = (cards: readonly Card[]) => blockCards(cards).map((card) => card.id);

  it('is not needed up to 56 layers on a wide screen', () => {
    for (const name of ['resnet8', 'resnet20', 'resnet34', 'resnet50', 'resnet56'] as const) {
      expect(
        layout([name], { width: 1100 }).cards.some((card) => card.kind === 'fold'),
        name,
      ).toBe(false);
    }
  });

  it('takes the longest stage first and keeps the block that changes the shape', () => {
    const { cards, stages } = layout(['resnet152']);
    expect(stages.filter((stage) => stage.folded).map((stage) => stage.name)).toEqual(['layer3']);
    expect(ids(cards).filter((id) => id.startsWith('layer3'))).toEqual(['layer3.0', 'layer3.1–35']);
    expect(cards.find((card) => card.kind === 'fold')!.blocks).toHaveLength(35);
  });

  it('obeys what was folded or opened by hand, and scrolls where that does not fit', () => {
    const opened = layout(['resnet152'], { folds: { layer3: false } });
    expect(ids(opened.cards).filter((id) => id.startsWith('layer3.'))).toHaveLength(36);
    expect(opened.width).toBeGreaterThan(1040);
    const folded = layout(['resnet20'], { folds: { layer1: true, layer2: true } });
    expect(ids(folded.cards)).toEqual([
      ...['layer1.0–2', 'layer2.0', 'layer2.1–2'],
      ...['layer3.0', 'layer3.1', 'layer3.2'],
    ]);
  });

  it('is not offered where no two blocks are equal', () => {
    const stages = layout(['resnet18']).stages.filter((stage) => stage.blocks > 0);
    expect(stages.map((stage) => stage.foldable)).toEqual([true, false, false, false]);
    expect(layout(['resnet18'], { folds: { layer2: true } }).cards.some((c) => c.kind === 'fold')).toBe(
      false,
    );
  });
});

describe('layers', () => {
  it('stand in their block in order, each with its shape', () => {
    const { cards } = layout(['resnet50'], { detail: 'layers', width: 1400 });
    const { bars, rect } = cards.find((card) => card.id === 'layer2.0')!;
    expect(bars.map((bar) => bar.text)).toEqual(['32×32×128', '16×16×128', '16×16×512']);
    expect(bars.map((bar) => bar.rect.height / bars[0]!.rect.height)).toEqual([1, 0.5, 0.5]);
    for (const bar of bars) {
      expect(bar.rect.y).toBeGreaterThanOrEqual(rect.y);
      expect(bar.rect.x + bar.rect.width).toBeLessThanOrEqual(rect.x + rect.width);
    }
    for (const [i, bar] of bars.slice(1).entries()) {
      // Room for a line of text beside each.
      expect(bar.label.x - bars[i]!.label.x).toBeGreaterThanOrEqual(14);
    }
  });

  it('are those of one block in a fold', () => {
    const { cards } = layout(['resnet152'], { detail: 'layers' });
    expect(cards.find((card) => card.id === 'layer3.1–35')!.bars).toHaveLength(3);
  });
});

describe.each(['blocks', 'layers'] as const)('with %s', (detail) => {
  it.each(presetNames)(
    '%s is in bounds, in order and without overlaps, on a phone and on a wide screen',
    (name) => {
      for (const width of [310, 624, 1040, 1400]) {
        const { cards, stages, direction, width: total, height } = layout([name], { width, detail });
        const where = (id: string) => `${id} in ${width}`;
        if (direction === 'down' || width > 1000) expect(total).toBe(width);
        let before = 0;
        for (const { id, rect, hit } of cards) {
          const [start, end] =
            direction === 'across' ? [rect.x, rect.x + rect.width] : [rect.y, rect.y + rect.height];
          expect(start, where(id)).toBeGreaterThanOrEqual(before);
          before = end;
          expect(Math.min(hit.width, hit.height), where(id)).toBeGreaterThanOrEqual(24 - 1e-9);
          expect(Math.min(rect.x, rect.y), where(id)).toBeGreaterThanOrEqual(0);
          expect(rect.x + rect.width, where(id)).toBeLessThanOrEqual(total);
          expect(rect.y + rect.height, where(id)).toBeLessThanOrEqual(height);
        }
        for (const [i, a] of cards.entries()) {
          for (const b of cards.slice(i + 1)) expect(overlap(a.hit, b.hit), `${a.id}, ${b.id}`).toBe(false);
        }
        const texts = stages.map(({ at, text, anchor, hit }): Rect => {
          const size = Math.max(estimatedWidth(text), hit.width - 8);
          return { x: anchor === 'middle' ? at.x - size / 2 : at.x, y: at.y - 12, width: size, height: 30 };
        });
        for (const [i, a] of texts.entries()) {
          expect(a.x, where(stages[i]!.name)).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width, where(stages[i]!.name)).toBeLessThanOrEqual(total);
          expect(a.y + a.height, where(stages[i]!.name)).toBeLessThanOrEqual(height + 1e-6);
          for (const b of texts.slice(i + 1)) expect(overlap(a, b), where(stages[i]!.name)).toBe(false);
          for (const card of cards) expect(overlap(a, card.rect), where(card.id)).toBe(false);
        }
      }
    },
  );
});

it('draws the largest network that can be made, folded', () => {
  const spec = makeSpec({ block: 'basic', blocks: [200, 200, 200, 200], width: 512, stem: 'imagenet' });
  for (const width of [310, 1040]) {
    const { cards, width: total } = layout([spec], { width });
    expect(cards).toHaveLength(4 + 7);
    expect(total).toBe(width);
  }
});
