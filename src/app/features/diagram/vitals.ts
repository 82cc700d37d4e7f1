/**
 * The latest vitals of the run, as the heat of the diagram. There are none where the run trains another network than
 * is drawn.
 */

import { useMemo } from 'react';
import type { BlockVitals } from '../../../training/vitals.ts';
import { usePage } from '../../state/react.ts';
import { sameNetwork } from '../../state/shownNetwork.ts';
import type { Card } from './layout.ts';

export interface CardVitals {
  /** Steps done when they were taken. */
  readonly step: number;
  /** Of a card's blocks, in order; those that were not measured are left out. */
  readonly of: (card: Pick<Card, 'id' | 'blocks'>) => readonly BlockVitals[];
}

/** Undefined before the first were taken, and while another network is drawn than the run's. */
export function useVitals(): CardVitals | undefined {
  const vitals = usePage(({ run, config }) =>
    run && sameNetwork(run.config, config) ? run.vitals : undefined,
  );
  return useMemo(() => {
    if (!vitals) return undefined;
    const byName = new Map(vitals.blocks.map((block) => [block.name, block]));
    return {
      step: vitals.step,
      of: ({ id, blocks }) =>
        (blocks.length > 0 ? blocks.map((b) => b.name) : [id]).flatMap((name) => byName.get(name) ?? []),
    };
  }, [vitals]);
}
