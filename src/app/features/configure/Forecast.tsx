/**
 * A line on what the next run takes and how that is known; below it what is amiss: it does not fit, or takes hours. How long it
 * takes stands on Train already.
 */

import { Button } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { budgetKeys, hopelessSeconds } from '../../state/budget.ts';
import type { Estimate } from '../../state/estimate.ts';
import { useActions, useEstimate, useLocked, usePage, useRunActive } from '../../state/react.ts';
import classes from './Controls.module.css';
import { memoryText, misfitText, timeText } from './estimateTexts.ts';

/** `≈ 221 MiB, speed assumed`; in mid-run, where no button says it, how long the next run takes. */
function Line({ estimate }: { readonly estimate: Estimate }) {
  const words = useWords();
  const active = useRunActive();
  const { bytes, time } = estimate;
  return (
    <p className={classes.facts} data-testid="forecast">
      {active
        ? `${words.training.ofNextRun} ${timeText(words, time.runSeconds)}`
        : words.estimate.line(memoryText(words, { bytes }), words.estimate.shortSource[time.source])}
    </p>
  );
}

function Hopeless() {
  const words = useWords();
  const { chooseBudget } = useActions();
  return (
    <>
      <span>{words.estimate.hopeless}</span>
      <Button variant="light" size="compact-xs" onClick={() => chooseBudget('minute')}>
        {words.estimate.minuteInstead}
      </Button>
    </>
  );
}

export function Forecast() {
  const words = useWords();
  const estimate = useEstimate();
  const active = useRunActive();
  const budget = usePage((state) => state.budget);
  const locked = useLocked(...budgetKeys);
  const hopeless =
    !active && !locked && budget === undefined && (estimate?.time.runSeconds ?? 0) > hopelessSeconds;
  return (
    <div>
      {estimate ? <Line estimate={estimate} /> : <p className={classes.facts} />}
      {/* Its room is kept: it comes when the device is known, and pushes nothing. */}
      <div className={classes.hopeless} data-testid="forecast-hopeless" aria-live="polite">
        {hopeless && <Hopeless />}
      </div>
      <div aria-live="polite">
        {estimate?.misfit && (
          <p className={classes.amiss} data-testid="estimate-misfit">
            {misfitText(words, estimate.misfit)}
          </p>
        )}
      </div>
    </div>
  );
}
