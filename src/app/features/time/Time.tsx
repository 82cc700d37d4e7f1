/** In the head of the dock, for every tab that shows frames: of which run they are. */
import { useShownRun } from '../../state/reactShownRun.ts';
import { RunChoice } from './RunChoice.tsx';
import classes from './Time.module.css';

export function Time() {
  const shown = useShownRun();
  return (
    <div className={classes.time}>
      <RunChoice {...shown} />
    </div>
  );
}
