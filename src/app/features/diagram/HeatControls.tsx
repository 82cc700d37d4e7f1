/** What the colours mean: the choice, the scale beside it, and at which step they were measured or why there are none. */

import { SegmentedControl } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import quiet from '../../ui/quiet.module.css';
import { coloursOf, diagramSettings, heatChoices } from './diagramSettings.ts';
import classes from './HeatControls.module.css';
import { Ramp } from './Ramp.tsx';
import type { Shown } from './shown.ts';
import type { Heat } from './useHeat.ts';

interface HeatControlsProps {
  readonly heat: Heat;
  readonly shown: Shown;
  /** Where there is little room, when the colours were measured is told to screen readers and as a title alone. */
  readonly brief: boolean;
}

export function HeatControls({ heat, shown, brief }: HeatControlsProps) {
  const { diagram: words } = useWords();
  const { look, kind, otherSize } = heat;
  const colours = coloursOf(kind);
  const { imageSize, spec } = shown;
  const when = otherSize
    ? words.heatOtherSize(imageSize, spec.inputSize)
    : look
      ? words.heatAtStep(look.step)
      : words.heatWaiting;
  return (
    <div className={classes.heat}>
      <SegmentedControl
        size="xs"
        className={classes.choice}
        data-brief={brief || undefined}
        aria-label={words.heat}
        value={kind}
        data={heatChoices.map((value) => ({ value, label: words.heatChoices[value] }))}
        onChange={(next) => diagramSettings.setState({ heat: next })}
      />
      {colours &&
        (otherSize && brief ? (
          <span className={`${quiet.aside} ${classes.wrapped}`} data-testid="heat-step">
            {when}
          </span>
        ) : (
          <>
            <span className={classes.scale} title={when} data-idle={look === undefined || undefined}>
              <Ramp kind={colours} domain={heat.domain} width={brief ? 40 : 90} />
            </span>
            <span
              className={brief ? classes.hidden : `${quiet.aside} ${classes.when}`}
              title={when}
              data-testid="heat-step"
            >
              {when}
            </span>
          </>
        ))}
    </div>
  );
}
