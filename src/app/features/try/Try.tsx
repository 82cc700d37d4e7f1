/**
 * What there is to try: experiments of several runs, single changes to one's own settings, and results of others to draw beside one's own.
 * It fills the box it is given.
 */
import { ReferenceChoices } from './ReferenceChoices.tsx';
import { SingleChanges } from './SingleChanges.tsx';
import { ExperimentList } from './several/ExperimentList.tsx';
import classes from './Try.module.css';

export function Try() {
  return (
    <div className={classes.room}>
      <ExperimentList />
      <SingleChanges />
      <ReferenceChoices />
    </div>
  );
}
