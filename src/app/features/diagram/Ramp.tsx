/** The scale of the colours, with the numbers at its ends. */

import { useWords } from '../../i18n/words.ts';
import { heatColour } from '../../ui/heatColour.ts';
import type { HeatDomain, HeatKind } from './heat.ts';
import { powerOfTen } from './powerOfTen.ts';
import classes from './Ramp.module.css';

const parts = 32;

interface RampProps {
  readonly kind: HeatKind;
  readonly domain: HeatDomain;
  /** Pixels of the scale alone. */
  readonly width: number;
}

export function Ramp({ kind, domain, width }: RampProps) {
  const { diagram: words } = useWords();
  const [low, high] = domain.map(powerOfTen) as [string, string];
  const part = width / parts;
  return (
    <span className={classes.ramp} data-testid="heat-scale">
      <span>{low}</span>
      <svg width={width} height="10" role="img" aria-label={words.heatScale(words.heats[kind], low, high)}>
        {Array.from({ length: parts }, (_, i) => (
          <rect key={i} x={i * part} width={part + 0.5} height="10" fill={heatColour(i / (parts - 1))} />
        ))}
      </svg>
      <span>{high}</span>
    </span>
  );
}
