/** The scale of the colours, with the numbers at its ends. */

import { useWords } from '../../i18n/words.ts';
import { HeatRamp } from '../../ui/HeatRamp.tsx';
import type { HeatDomain, HeatKind } from './heat.ts';
import { powerOfTen } from './powerOfTen.ts';
import classes from './Ramp.module.css';

interface RampProps {
  readonly kind: HeatKind;
  readonly domain: HeatDomain;
  /** Pixels of the scale alone. */
  readonly width: number;
}

export function Ramp({ kind, domain, width }: RampProps) {
  const { diagram: words } = useWords();
  const [low, high] = domain.map(powerOfTen) as [string, string];
  return (
    <span className={classes.ramp} data-testid="heat-scale">
      <span>{low}</span>
      <HeatRamp label={words.heatScale(words.heats[kind], low, high)} width={width} parts={32} />
      <span>{high}</span>
    </span>
  );
}
