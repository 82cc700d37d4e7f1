/** What dragging in the drawn network comes to: a block that is pulled out of its stage, blocks that are pulled out of a +. Pure. */
import { planProblem, samePlan, withEdit } from '../../../../model/depth.ts';
import { type ModelSpec, specLimits } from '../../../../model/spec.ts';
import type { Card, DiagramLayout, Point } from '../layout.ts';
import { type InsertPlace, placeOf, stageNumber } from './places.ts';

/** Pixels that a pointer moves before it drags, that it goes beyond a stage to leave it, and for one block more. */
export const distances = { start: 6, out: 18, block: 26 } as const;

/** A block that is dragged: of a fold the last one. Stage and place count from 0. */
export interface DraggedBlock {
  readonly card: Card;
  readonly stage: number;
  readonly at: number;
  /** Whether the network can do without it. */
  readonly removable: boolean;
}

/** What is dragged by the card of an id; nothing where it has no block. */
export function draggedBlock(layout: DiagramLayout, spec: ModelSpec, id: string): DraggedBlock | undefined {
  const card = layout.cards.find((one) => one.id === id);
  const block = card?.blocks.at(-1);
  if (!card || !block) return undefined;
  const [stage, at] = [stageNumber(block.name), placeOf(block.name)];
  const without = withEdit(samePlan(spec.blocks), { kind: 'remove', stage, at });
  return { card, stage, at, removable: planProblem(spec, without) === undefined };
}

/** Whether a point lies outside of a card's stage, by so much that it is meant. */
export function isOutside(layout: DiagramLayout, { stage }: Pick<Card, 'stage'>, { x, y }: Point): boolean {
  const rects = layout.cards.filter((card) => card.stage === stage).map(({ hit }) => hit);
  const [left, top] = [Math.min(...rects.map((r) => r.x)), Math.min(...rects.map((r) => r.y))];
  const right = Math.max(...rects.map((r) => r.x + r.width));
  const bottom = Math.max(...rects.map((r) => r.y + r.height));
  const { out } = distances;
  return x < left - out || x > right + out || y < top - out || y > bottom + out;
}

/**
 * How many blocks a + that is pulled sideways stands for: to the right more, to the left, at the end of a stage, fewer.
 * @param dx Pixels from where it was taken.
 */
export function pulledBlocks(
  spec: ModelSpec,
  { stage, at }: Pick<InsertPlace, 'stage' | 'at'>,
  dx: number,
): number {
  const count = spec.blocks[stage] ?? 0;
  const { min, max } = specLimits.blocksPerStage;
  const pulled =
    dx < 0 ? Math.ceil((dx + distances.start) / distances.block - 1) : 1 + Math.floor(dx / distances.block);
  if (pulled < 0) return at < count ? 0 : Math.max(min - count, pulled);
  return Math.min(max - count, pulled);
}
