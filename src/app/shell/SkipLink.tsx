/** The first Tab stop of the page: leads past everything to Train. It is seen only while it has the focus. */

import { UnstyledButton } from '@mantine/core';
import { useWords } from '../i18n/words.ts';
import classes from './SkipLink.module.css';

export function SkipLink() {
  const { stage } = useWords();
  const skip = () => document.querySelector<HTMLElement>('[data-testid="run-buttons"] button')?.focus();
  return (
    <UnstyledButton className={classes.skip} onClick={skip}>
      {stage.skip}
    </UnstyledButton>
  );
}
