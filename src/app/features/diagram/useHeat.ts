/** The colours of the network that is shown: what they mean, their scale, and why there are none. */
import { useMemo } from 'react';
import { coloursOf, type HeatChoice, useDiagramSettings } from './diagramSettings.ts';
import type { HeatDomain } from './heat.ts';
import type { Card } from './layout.ts';
import { type Shown, useRunVitals } from './shown.ts';
import { domainOf, heatOf, type Look } from './vitals.ts';

export interface Heat {
  readonly kind: HeatChoice;
  /** The look that the colours come from; undefined where there is none, or none of pictures of the chosen size. */
  readonly look: Look | undefined;
  readonly domain: HeatDomain;
  /** Whether there are numbers, of pictures of another size. */
  readonly otherSize: boolean;
  readonly of: (card: Pick<Card, 'id' | 'blocks'>) => readonly (number | undefined)[];
}

const noHeat = (): readonly undefined[] => [];

export function useHeat({ spec, imageSize }: Shown): Heat {
  const vitals = useRunVitals();
  const kind = useDiagramSettings((view) => view.heat);
  const sameSize = spec.inputSize === imageSize;
  return useMemo(() => {
    const colours = coloursOf(kind);
    const look = sameSize ? vitals : undefined;
    const domain = domainOf([look], colours ?? 'gradient');
    return {
      kind,
      look,
      domain,
      otherSize: !sameSize && vitals !== undefined,
      of: colours ? heatOf(look, colours, domain) : noHeat,
    };
  }, [vitals, kind, sameSize]);
}
