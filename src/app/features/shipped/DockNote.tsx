/**
 * In the head of the dock, for every tab that shows frames: how the network that comes with the page was trained, while it is looked at;
 * why it is not there; or, where the visitor saves data, that it can be loaded.
 */
import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { shippedBytes } from '../../../training/shippedNetwork.ts';
import { useWords } from '../../i18n/words.ts';
import { useSaves, useSavings } from '../../state/react.ts';
import { useShipped } from '../../state/reactFrames.ts';
import { useShownRun } from '../../state/reactShownRun.ts';
import { About } from './About.tsx';
import classes from './Shipped.module.css';

function Note() {
  const { diagram: words, figures, problem: sentenceOf } = useWords();
  const { id, shipped } = useShownRun();
  const { problem } = useShipped();
  const saves = useSaves();
  const { spend } = useSavings();
  if (shipped) return <About network={shipped} />;
  if (id !== undefined) return null;
  if (problem)
    return (
      <span className={classes.says} title={sentenceOf(problem)}>
        {sentenceOf(problem)}
      </span>
    );
  if (!saves) return null;
  return (
    <Anchor
      component="button"
      type="button"
      inherit
      underline="always"
      className={classes.about}
      onClick={spend}
    >
      {words.shippedLoad(figures.fileSize(shippedBytes))}
    </Anchor>
  );
}

/** @param children What else stands in the head. */
export function DockNote({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes.head}>
      <div className={classes.rest}>{children}</div>
      <Note />
    </div>
  );
}
