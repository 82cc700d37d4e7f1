/** Where a new block may come in a drawn network: in the gaps between the blocks of a stage, and behind its last one. Pure. */
import { isFixed } from '../../../../model/depth.ts';
import type { ModelSpec } from '../../../../model/spec.ts';
import type { DiagramLayout, Point } from '../layout.ts';
import type { Shown } from '../shown.ts';
import { gap } from '../sizes.ts';

/** What lies over the drawing to change its depth. */
export interface InsertButtonsProps {
  readonly layout: DiagramLayout;
  readonly shown: Pick<Shown, 'spec'>;
}

export interface InsertPlace {
  /** Both count from 0. */
  readonly stage: number;
  readonly at: number;
  /** In the middle of the gap. */
  readonly point: Point;
}

/** Number of a block in its stage, of a name such as `layer2.1`. */
export const placeOf = (name: string): number => Number(name.split('.')[1]);
/** Number of the stage, counted from 0. */
export const stageNumber = (name: string): number => Number(/^layer(\d+)/.exec(name)?.[1]) - 1;

export function insertPlaces(layout: DiagramLayout, spec: ModelSpec): InsertPlace[] {
  return spec.blocks.flatMap((_, stage) => {
    const cards = layout.cards.filter((card) => card.blocks.length > 0 && card.stage === `layer${stage + 1}`);
    const fixed = isFixed(spec, stage);
    return cards.flatMap(({ rect, blocks }, i): InsertPlace[] => {
      const y = rect.y + rect.height / 2;
      const [first, last] = [blocks[0], blocks.at(-1)];
      if (!first || !last) return [];
      const before = { stage, at: placeOf(first.name), point: { x: rect.x - gap / 2, y } };
      const after = { stage, at: placeOf(last.name) + 1, point: { x: rect.x + rect.width + gap / 2, y } };
      return i === 0 && fixed ? [after] : i === 0 ? [before, after] : [after];
    });
  });
}
