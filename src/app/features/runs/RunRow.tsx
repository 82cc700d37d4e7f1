/**
 * One run of the list: its line, name, accuracy, status and what changed since the run before. Opened, it shows
 * `RunDetails`.
 */

import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconEyeOff, IconPinFilled } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { changedFrom, changedLine, networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useRuns } from '../../state/react.ts';
import { type Changed, isUnderWay, type RunStatus, resultsOf } from '../../state/runs.ts';
import { RunDetails } from './RunDetails.tsx';
import classes from './RunRow.module.css';
import { Swatch } from './Swatch.tsx';

interface RunRowProps {
  readonly run: RunRecord;
  readonly status: RunStatus;
  readonly changed: Changed;
  /** See `RunDetails`. */
  readonly weightsOf: (run: RunRecord) => ReactNode;
  readonly onDone: (sentence: string) => void;
}

export function RunRow({ run, status, changed, weightsOf, onDone }: RunRowProps) {
  const words = useWords();
  const { actions } = useRuns();
  const [open, setOpen] = useState(false);
  const id = useId();
  const { name, pinned, shown } = run;
  const results = resultsOf(run);
  const statusText = words.runs.status[status];
  return (
    <li className={classes.run} data-testid="run" data-status={status}>
      <div className={classes.head}>
        <ActionIcon
          variant="subtle"
          color="gray"
          w={36}
          h={28}
          aria-label={words.runs.curvesOf(name)}
          aria-pressed={shown}
          onClick={() => actions.mark(run.id, { shown: !shown })}
        >
          {shown ? <Swatch colour={run.colour} /> : <IconEyeOff size={16} aria-hidden />}
        </ActionIcon>
        <span className={classes.name} data-testid="run-name">
          {name}
        </span>
        {pinned && (
          <IconPinFilled size={14} className={classes.pinned} role="img" aria-label={words.runs.pinned} />
        )}
        {results && (
          <span className={classes.accuracy} title={words.runs.lastAccuracy}>
            {words.figures.percent(results.last)}
          </span>
        )}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={words.runs.moreOn(name)}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          <IconChevronDown size={16} aria-hidden className={open ? classes.open : undefined} />
        </ActionIcon>
      </div>
      <p className={classes.line}>
        {networkText(words, run.config)} ·{' '}
        {results
          ? words.runs.statusAndBest(statusText, words.figures.percent(results.best), results.bestEpoch)
          : words.runs.noEpochYet(statusText)}
      </p>
      <p
        className={`${classes.line} ${classes.changed}`}
        data-testid="run-changed"
        title={changedFrom(words, changed)}
      >
        {changedLine(words, changed)}
      </p>
      {run.note !== '' && !open && <p className={`${classes.line} ${classes.note}`}>{run.note}</p>}
      {open && (
        <>
          <p className={classes.line}>{words.runs.started(run.startedAt)}</p>
          <RunDetails id={id} run={run} underWay={isUnderWay(status)} weightsOf={weightsOf} onDone={onDone} />
        </>
      )}
    </li>
  );
}
