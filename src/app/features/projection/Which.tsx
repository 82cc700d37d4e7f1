/** Which of very many classes are drawn apart: those that are confused the most, and whichever a person adds. */
import { Button } from '@mantine/core';
import { useProjectionWords } from '../../i18n/projection.ts';
import { ClassSelect } from '../../ui/ClassSelect.tsx';
import beside from '../../ui/drawingBeside.module.css';
import { withClass } from './groups.ts';
import classes from './Projection.module.css';
import { confusedNow, type Projected } from './useProjected.ts';
import { looking, useLooking } from './view.ts';

interface WhichProps {
  readonly projected: Projected;
  readonly names: readonly string[];
}

export function Which({ projected: { run, frame, labels, groups }, names }: WhichProps) {
  const words = useProjectionWords();
  const { dataset } = run.config;
  const chosen = useLooking(({ shown }) => shown?.classes) ?? groups.shown;
  /** Groups have other numbers then. */
  const show = (next: readonly number[]) =>
    looking.setState({ shown: { dataset, classes: next }, class: undefined });
  return (
    <div className={beside.row}>
      <ClassSelect
        className={classes.add}
        label={words.add}
        names={names}
        value={undefined}
        none={words.add}
        nothing={words.noClass}
        onChange={(label) => label !== undefined && show(withClass(chosen, label))}
      />
      <Button variant="default" size="compact-xs" onClick={() => show(confusedNow(frame, labels))}>
        {words.mostConfused}
      </Button>
    </div>
  );
}
