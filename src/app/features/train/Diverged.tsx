/** What to do about a loss that exploded: a sentence, and a button that does it. */

import { Button } from '@mantine/core';
import type { Divergence } from '../../../training/divergence.ts';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions } from '../../state/react.ts';
import classes from './Diverged.module.css';

export function Diverged({ problem }: { readonly problem: Divergence }) {
  const words = useWords();
  const actions = useActions();
  const start = useAction('start');
  return (
    <>
      <p className={classes.diverged}>{words.problem(problem)}</p>
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
