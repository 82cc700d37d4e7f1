/**
 * The network of the next run, drawn over the running one: dashed outlines of the blocks that come and of those that go. They
 * move nothing: what comes stands in the gap behind the last card of its stage, as many as there is room for. Pure.
 */
import type { DiagramLayout, Rect } from './layout.ts';

export interface NextMarks {
  readonly added: readonly Rect[];
  readonly removed: readonly Rect[];
}

const thinnest = 4;
/** From a card: its shortcut ends there. */
const beside = 8;

/** Outlines in the gap that begins at `from` and ends at `to`. */
function outlines(count: number, { from, to }: { from: number; to: number }, like: Rect): Rect[] {
  const room = to - from;
  const fitting = Math.max(1, Math.min(count, Math.floor(room / (thinnest + 3))));
  const width = Math.min(like.width, Math.max(thinnest, room / fitting - 3));
  return Array.from({ length: fitting }, (_, i) => ({ ...like, x: from + i * (width + 3), width }));
}

/**
 * @param layout Of the running network, across the screen.
 * @param blocks Of each stage now, and in the next run.
 */
export function nextMarks(
  layout: DiagramLayout,
  blocks: { readonly now: readonly number[]; readonly next: readonly number[] },
): NextMarks {
  const added: Rect[] = [];
  const removed: Rect[] = [];
  blocks.now.forEach((now, stage) => {
    const name = `layer${stage + 1}`;
    const change = (blocks.next[stage] ?? 0) - now;
    const own = layout.cards.filter((card) => card.stage === name);
    const last = own.at(-1);
    if (!last || change === 0) return;
    if (change > 0) {
      const behind = layout.cards[layout.cards.indexOf(last) + 1];
      const from = last.rect.x + last.rect.width + beside;
      const to = behind ? behind.rect.x - beside : layout.width;
      added.push(
        ...outlines(change, { from, to }, { ...last.rect, width: (last.slabs[0] ?? last.rect).width }),
      );
      return;
    }
    const each = own.flatMap((card) => (card.slabs.length > 0 ? card.slabs : [card.rect]));
    removed.push(...each.slice(change));
  });
  return { added, removed };
}
