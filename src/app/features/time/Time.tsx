/** In the head of the dock, for every tab that shows frames: of which run and of which epoch they are. */
import { useShownRun } from '../../state/reactShownRun.ts';
import { Epochs } from './Epochs.tsx';
import { RunChoice } from './RunChoice.tsx';
import classes from './Time.module.css';

export function Time() {
  const shown = useShownRun();
  return (
    <div className={classes.box}>
      <div className={classes.time}>
        <RunChoice {...shown} />
        {shown.id !== undefined && <Epochs runId={shown.id} planned={shown.config.epochs} />}
      </div>
    </div>
  );
}
