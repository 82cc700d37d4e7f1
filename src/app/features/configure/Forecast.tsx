/**
 * A line on what the next run takes and how that is known; below it what is amiss: it does not fit, or takes hours. How long it
 * takes stands on Train already.
 */

import { Button } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { hopelessSeconds } from '../../state/budget.ts';
import type { Estimate } from '../../state/estimate.ts';
import { useActions, useEstimate, usePage, useRunActive } from '../../state/react.ts';
import classes from './Controls.module.css';
import { memoryText, misfitText, timeText } from './estimateTexts.ts';

function Hopeless() {
  const words = useWords();
  const { chooseBudget } = useActions();
  return (
    <div className={classes.amiss} data-testid="forecast-hopeless">
      {words.estimate.hopeless}{' '}
      <Button variant="light" size="compact-xs" onClick={() => chooseBudget('minute')}>
        {words.estimate.minuteInstead}
      </Button>
    </div>
  );
}

/** `≈ 221 MiB of GPU memory`; in mid-run, where no button says it, how long the next run takes. */
function Line({ estimate }: { readonly estimate: Estimate }) {
  const words = useWords();
  const active = useRunActive();
  return active ? (
    <span data-testid="forecast-time">
      {words.training.ofNextRun} {timeText(words, estimate.time.runSeconds)}
    </span>
  ) : (
    <span data-testid="forecast-memory">{words.estimate.ofMemory(memoryText(words, estimate))}</span>
  );
}

export function Forecast() {
  const words = useWords();
  const estimate = useEstimate();
  const active = useRunActive();
  const budget = usePage((state) => state.budget);
  const hopeless = !active && budget === undefined && (estimate?.time.runSeconds ?? 0) > hopelessSeconds;
  return (
    <div className={classes.forecast}>
      <p className={classes.facts}>{estimate && <Line estimate={estimate} />}</p>
      <p className={classes.facts} data-testid="forecast-source">
        {estimate && words.estimate.shortSource[estimate.time.source]}
      </p>
      <div aria-live="polite">
        {estimate?.misfit && (
          <p className={classes.amiss} data-testid="estimate-misfit">
            {misfitText(words, estimate.misfit)}
          </p>
        )}
        {hopeless && <Hopeless />}
      </div>
    </div>
  );
}
