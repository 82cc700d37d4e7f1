/** The legend: what the lines and colours of the diagram mean, with the heat scale. */

import { SegmentedControl } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import quiet from '../../ui/quiet.module.css';
import drawing from './drawing.module.css';
import { type HeatKind, heatColour, heatDomain, heatKinds } from './heat.ts';
import classes from './Legend.module.css';
import type { LinkKind } from './layout.ts';

interface LegendProps {
  /** Kinds of shortcuts that are drawn. */
  readonly links: ReadonlySet<LinkKind>;
  readonly heat: HeatKind;
  /** Steps done when the heat was taken; undefined where there is none. */
  readonly step: number | undefined;
  readonly onHeat: (kind: HeatKind) => void;
}

const linkKinds = ['identity', 'projection', 'pad'] as const;
const parts = 32;
const partWidth = 4;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** `0.1`, `1`, `10`; from a thousand on and below a hundredth `10³`, `10⁻³`. */
export function powerOfTen(exponent: number): string {
  if (Math.abs(exponent) < 3) return String(10 ** exponent);
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]);
  return `10${exponent < 0 ? '⁻' : ''}${digits.join('')}`;
}

function Ramp({ kind }: { kind: HeatKind }) {
  const { diagram: words } = useWords();
  const [low, high] = heatDomain[kind].map(powerOfTen) as [string, string];
  return (
    <span className={classes.ramp}>
      {low}
      <svg
        width={parts * partWidth}
        height="10"
        role="img"
        aria-label={words.heatScale(words.heats[kind], low, high)}
      >
        {Array.from({ length: parts }, (_, i) => (
          <rect
            key={i}
            x={i * partWidth}
            width={partWidth + 0.5}
            height="10"
            fill={heatColour(i / (parts - 1))}
          />
        ))}
      </svg>
      {high}
    </span>
  );
}

export function Legend({ links, heat, step, onHeat }: LegendProps) {
  const { diagram: words } = useWords();
  return (
    <div className={`${quiet.note} ${classes.legend}`}>
      <div className={classes.lines}>
        {links.size === 0 && <span>{words.noShortcut}</span>}
        {linkKinds
          .filter((kind) => links.has(kind))
          .map((kind) => (
            <span key={kind}>
              <svg width="26" height="11" aria-hidden="true">
                <path d="M1 10V6Q1 1 6 1H20Q25 1 25 6V10" className={drawing.link} data-link={kind} />
              </svg>
              {words[kind]}
            </span>
          ))}
        <span>{words.legend}</span>
      </div>
      <div className={classes.heat}>
        <SegmentedControl
          size="xs"
          aria-label={words.heat}
          value={heat}
          data={heatKinds.map((value) => ({ value, label: words.heats[value] }))}
          onChange={onHeat}
        />
        <Ramp kind={heat} />
        <span data-testid="heat-step">{step === undefined ? words.heatWaiting : words.heatAtStep(step)}</span>
      </div>
    </div>
  );
}
