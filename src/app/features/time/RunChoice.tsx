/** Whose frames are shown, and of which other run they may be. */
import { shippedRunId } from '../../../training/questions.ts';
import { useTimeWords } from '../../i18n/time.ts';
import { useWords } from '../../i18n/words.ts';
import type { RunName, ShownRun } from '../../state/reactShownRun.ts';
import classes from './Time.module.css';

type Choice = Pick<ShownRun, 'id' | 'record' | 'shipped' | 'runs' | 'choose'>;

export function RunChoice({ id, record, shipped, runs, choose }: Choice) {
  const words = useTimeWords();
  const { model, runs: texts } = useWords();
  // Its frames tell what two looks at every picture gave.
  const nameOf = ({ id, name, config }: RunName) =>
    id === shippedRunId
      ? words.shipped(model.networkName(name, false))
      : config.mirrorTest
        ? texts.mirrored(name)
        : name;
  const shown = shipped ? runs.find((run) => run.id === id) : record;
  if (!shown) return null;
  if (runs.length < 2)
    return (
      <b className={classes.run} title={nameOf(shown)}>
        {nameOf(shown)}
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
          {nameOf(run)}
        </option>
      ))}
    </select>
  );
}
