/** Where the probe accuracy of a card is marked: a bar of its own width below it, and above it a number where there is room. Pure. */
import type { Card, DiagramLayout, Point, Rect } from '../layout.ts';
import { arcRise } from '../sizes.ts';

export interface ProbeMark {
  readonly id: string;
  /** Of its last block, 0…1. */
  readonly accuracy: number;
  readonly track: Rect;
  readonly fill: Rect;
  /** Middle of the number's baseline; a network that runs down has no room for it, nor has a fold, which tells its count there. */
  readonly text?: Point;
}

const [thickness, gap, least] = [3, 3, 12];

/** Blocks of a card by the names that probes have. */
export const namesOf = ({ id, blocks }: Pick<Card, 'id' | 'blocks'>): readonly string[] =>
  blocks.length > 0 ? blocks.map(({ name }) => name) : [id];

export function probeMarks(
  { cards, direction }: Pick<DiagramLayout, 'cards' | 'direction'>,
  accuracies: ReadonlyMap<string, number>,
): ProbeMark[] {
  const across = direction === 'across';
  return cards.flatMap((card): ProbeMark[] => {
    const accuracy = accuracies.get(namesOf(card).at(-1) ?? '');
    if (accuracy === undefined || !Number.isFinite(accuracy)) return [];
    const { id, kind, rect } = card;
    if (!across) {
      const height = accuracy * rect.height;
      const track = { x: rect.x - gap - thickness + 1, y: rect.y, width: thickness, height: rect.height };
      return [{ id, accuracy, track, fill: { ...track, y: rect.y + rect.height - height, height } }];
    }
    const width = Math.max(least, rect.width);
    const middle = rect.x + rect.width / 2;
    const track = { x: middle - width / 2, y: rect.y + rect.height + gap, width, height: thickness };
    const text = kind === 'fold' ? undefined : { x: middle, y: rect.y - arcRise - 4 };
    return [{ id, accuracy, track, fill: { ...track, width: accuracy * width }, ...(text && { text }) }];
  });
}
