/** Vitals of a network as the heat of its cards. Pure. */
import type { BlockVitals } from '../../../training/vitals.ts';
import { type HeatDomain, type HeatKind, heatDomainOf, heatPosition } from './heat.ts';
import type { Card } from './layout.ts';

/** A close look at a network. */
export interface Look {
  /** Steps done when it was taken. */
  readonly step: number;
  readonly blocks: readonly BlockVitals[];
}

type Measured = Pick<Card, 'id' | 'blocks'>;

/** Of a card's blocks, in order; those that were not measured are left out. */
export function vitalsOf(look: Look | undefined): (card: Measured) => readonly BlockVitals[] {
  const byName = new Map(look?.blocks.map((block) => [block.name, block]));
  return ({ id, blocks }) =>
    (blocks.length > 0 ? blocks.map((b) => b.name) : [id]).flatMap((name) => byName.get(name) ?? []);
}

const measureOf: Record<HeatKind, (v: BlockVitals) => number | undefined> = {
  gradient: (v) => v.gradientNorm,
  activation: (v) => v.activationScale,
};

/** The one scale of some looks. */
export const domainOf = (looks: readonly (Look | undefined)[], kind: HeatKind): HeatDomain =>
  heatDomainOf(looks.flatMap((look) => look?.blocks.map(measureOf[kind]) ?? []));

/** Positions of a card's blocks on the scale; none where nothing was measured. */
export function heatOf(
  look: Look | undefined,
  kind: HeatKind,
  domain: HeatDomain,
): (card: Measured) => readonly (number | undefined)[] {
  const measured = vitalsOf(look);
  return (card) => measured(card).map((v) => heatPosition(measureOf[kind](v), domain));
}
