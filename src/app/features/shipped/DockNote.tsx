/**
 * In the head of the dock, for every tab that shows frames: how the network that comes with the page was trained, while it is looked at;
 * why it is not there; or, where the visitor saves data, that it can be loaded.
 */
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useSaves } from '../../state/react.ts';
import { useShipped } from '../../state/reactFrames.ts';
import { useShownRun } from '../../state/reactShownRun.ts';
import { About } from './About.tsx';
import { Load } from './Load.tsx';
import classes from './Shipped.module.css';

function Note() {
  const { problem: sentenceOf } = useWords();
  const { id, shipped } = useShownRun();
  const { problem } = useShipped();
  const saves = useSaves();
  if (shipped) return <About network={shipped} />;
  if (id !== undefined) return null;
  if (problem)
    return (
      <span className={classes.says} title={sentenceOf(problem)}>
        {sentenceOf(problem)}
      </span>
    );
  return saves && <Load />;
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
