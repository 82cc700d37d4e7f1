/** Whose frames are shown, and of which other run they may be. */
import { useTimeWords } from '../../i18n/time.ts';
import type { ShownRun } from '../../state/reactShownRun.ts';
import classes from './Time.module.css';

export function RunChoice({ id, record, runs, choose }: Pick<ShownRun, 'id' | 'record' | 'runs' | 'choose'>) {
  const words = useTimeWords();
  if (!record) return null;
  if (runs.length < 2)
    return (
      <b className={classes.run} title={record.name}>
        {record.name}
      </b>
    );
  return (
    <select
      className={classes.run}
      aria-label={words.run}
      value={id}
      onChange={(event) => choose(event.currentTarget.value)}
    >
      {runs.toReversed().map((run) => (
        <option key={run.id} value={run.id}>
          {run.name}
        </option>
      ))}
    </select>
  );
}
