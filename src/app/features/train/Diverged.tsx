/**
 * What to do about a loss that exploded: a sentence, and buttons that do it. What was trained before is worth most: it is resumed
 * with a gentler rate where a checkpoint is kept.
 */

import { Button } from '@mantine/core';
import { isUnfinished } from '../../../storage/checkpoints.ts';
import { type Divergence, rateFrom } from '../../../training/divergence.ts';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useFilesState } from '../../state/react.ts';
import { useResume } from '../../ui/useResume.ts';
import classes from './Diverged.module.css';

interface DivergedProps {
  readonly problem: Divergence;
  readonly runId: string;
}

export function Diverged({ problem, runId }: DivergedProps) {
  const words = useWords();
  const actions = useActions();
  const start = useAction('start');
  const resume = useResume();
  const kept = useFilesState(({ checkpoints }) =>
    checkpoints.find((known) => known.runId === runId && isUnfinished(known)),
  );
  const rate = kept && rateFrom(problem, kept.config);
  return (
    <>
      <p className={classes.diverged}>{words.problem(problem)}</p>
      {kept && rate !== undefined && (
        <Button variant="filled" className={classes.resume} onClick={() => resume(kept, rate)}>
          {words.flow.resumeGentler(kept.epoch + 1, rate)}
        </Button>
      )}
      <Button
        variant="default"
        onClick={() => {
          actions.set('learningRate', problem.gentler);
          start.perform();
        }}
      >
        {words.flow.trainGentler(problem.gentler)}
      </Button>
    </>
  );
}
