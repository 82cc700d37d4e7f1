/** A line on what the next run takes and how that is known; below it what is amiss: it does not fit, or takes hours. */

import { Button, VisuallyHidden } from '@mantine/core';
import { useWords } from '../../i18n/words.ts';
import { hopelessSeconds } from '../../state/budget.ts';
import { useActions, useEstimate, usePage, useRunActive } from '../../state/react.ts';
import classes from './Controls.module.css';
import { memoryText, misfitText, timeText } from './estimateTexts.ts';

function Hopeless({ seconds }: { readonly seconds: number }) {
  const words = useWords();
  const { chooseBudget } = useActions();
  return (
    <div className={classes.amiss} data-testid="forecast-hopeless">
      {words.estimate.hopeless(timeText(words, seconds))}{' '}
      <Button variant="light" size="compact-xs" onClick={() => chooseBudget('minute')}>
        {words.estimate.minuteInstead}
      </Button>
    </div>
  );
}

export function Forecast() {
  const words = useWords();
  const estimate = useEstimate();
  const active = useRunActive();
  const budget = usePage((state) => state.budget);
  const { estimate: said, figures } = words;
  const seconds = estimate?.time.runSeconds;
  return (
    <div className={classes.forecast}>
      <p className={classes.line}>
        <VisuallyHidden>{said.title}</VisuallyHidden>
        <span data-testid="forecast-time">
          {seconds === undefined ? figures.unknown : timeText(words, seconds)}
        </span>
        <span data-testid="forecast-memory">{estimate && memoryText(words, estimate)}</span>
        {active && <span>{words.training.nextRun}</span>}
      </p>
      <p className={classes.facts} data-testid="forecast-source">
        {estimate && said.shortSource[estimate.time.source]}
      </p>
      <div aria-live="polite">
        {estimate?.misfit && (
          <p className={classes.amiss} data-testid="estimate-misfit">
            {misfitText(words, estimate.misfit)}
          </p>
        )}
        {!active && seconds !== undefined && seconds > hopelessSeconds && budget === undefined && (
          <Hopeless seconds={seconds} />
        )}
      </div>
    </div>
  );
}
