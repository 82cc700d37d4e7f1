/** The bars below the drawing: a column for every card that has blocks, with a bar for each of them on one scale. Pure. */
import type { Price } from '../../../../training/price.ts';
import type { Card, DiagramLayout, Rect } from '../layout.ts';

/** Pixels of the strip from its top: numbers, bars, switches. */
export const strip = { height: 84, bars: 18, base: 56, below: 58 } as const;
/** The narrowest column of a single block, and the widest bar. */
const [least, widest] = [24, 30];

export interface PriceBar {
  readonly block: string;
  /** Nothing of it where the network is no worse without the block. */
  readonly fill: Rect;
  /** From the one end of the interval to the other. */
  readonly interval: { readonly x: number; readonly from: number; readonly to: number };
  readonly price: Price;
}

export interface PriceColumn {
  /** The card's. */
  readonly id: string;
  readonly blocks: readonly string[];
  readonly middle: number;
  readonly width: number;
  /** Of the blocks that were measured. */
  readonly bars: readonly PriceBar[];
}

/** The loss at the top of the scale: at least five points, so that noise does not look like much. */
export const scaleOf = (prices: readonly Price[]): number =>
  Math.max(0.05, ...prices.map(({ loss, margin }) => loss + margin));

export function columnsOf(
  { cards }: Pick<DiagramLayout, 'cards'>,
  priceOf: (block: string) => Price | undefined,
  top: number,
): PriceColumn[] {
  const known = cards.flatMap(({ blocks }) => blocks.flatMap(({ name }) => priceOf(name) ?? []));
  const scale = scaleOf(known);
  const y = (loss: number): number =>
    top + strip.base - Math.max(0, Math.min(1, loss / scale)) * (strip.base - strip.bars);
  return cards.filter(isPriced).map((card): PriceColumn => {
    const { id, rect, blocks } = card;
    const middle = rect.x + rect.width / 2;
    const width = Math.max(least, rect.width);
    const each = width / blocks.length;
    const bars = blocks.flatMap(({ name }, i): PriceBar[] => {
      const price = priceOf(name);
      if (!price) return [];
      const x = middle - width / 2 + (i + 0.5) * each;
      const thick = Math.min(widest, blocks.length > 1 ? Math.max(1, each - 1) : 0.6 * width);
      const { loss, margin } = price;
      return [
        {
          block: name,
          price,
          fill: { x: x - thick / 2, y: y(loss), width: thick, height: top + strip.base - y(loss) },
          interval: { x, from: y(loss + margin), to: y(loss - margin) },
        },
      ];
    });
    return { id, blocks: blocks.map(({ name }) => name), middle, width, bars };
  });
}

const isPriced = ({ blocks }: Card): boolean => blocks.length > 0;
