/** What a pupil is to do, at the head of the column of settings, and the way to hand it in. */
import { Button } from '@mantine/core';
import { isAdjustable, settingKeys } from '../../../training/settings.ts';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { usePage, useStores } from '../../state/react.ts';
import classes from './AssignmentCard.module.css';
import { classroomView } from './view.ts';

export function AssignmentCard() {
  const words = useClassroomWords();
  const { overlay } = useStores();
  const assignment = usePage((state) => state.assignment);
  if (!assignment) return null;
  const kept = settingKeys.filter((key) => isAdjustable(key) && assignment.locks(key)).length;
  return (
    <section className={classes.card} aria-label={words.yours} data-testid="assignment">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long task scrolls, also by keys. */}
      <p className={classes.task} tabIndex={0}>
        {assignment.task || words.noTask}
      </p>
      <div className={classes.end}>
        <span className={classes.aside}>{words.fixedCount(kept)}</span>
        <Button
          size="compact-xs"
          variant="default"
          aria-haspopup="dialog"
          onClick={() => {
            classroomView.setState({ view: 'handIn' });
            overlay.actions.open('share');
          }}
        >
          {words.handIn}
        </Button>
      </div>
    </section>
  );
}
