/** A run that would go on, but with other numbers than it would have had: why, and the two answers. */

import { Button } from '@mantine/core';
import type { Problem } from '../../../problems/index.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions } from '../../state/react.ts';
import classes from './AskFirst.module.css';

export function AskFirst({ problem }: { readonly problem: Problem }) {
  const words = useWords();
  const actions = useActions();
  return (
    <div data-testid="ask-first">
      <p className={classes.sentence}>{words.problem(problem)}</p>
      <div className={classes.answers}>
        <Button variant="default" onClick={actions.goOnHere}>
          {words.page.goOnHere}
        </Button>
        <Button variant="subtle" onClick={actions.leaveStopped}>
          {words.page.leaveStopped}
        </Button>
      </div>
    </div>
  );
}
