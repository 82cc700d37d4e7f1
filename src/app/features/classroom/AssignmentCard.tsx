/** What a pupil is to do, at the head of the column of settings, and the way to hand it in. */
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { isOwnName, type OwnName } from '../../../data/sets/index.ts';
import { isAdjustable, settingKeys } from '../../../training/settings.ts';
import { useClassroomWords } from '../../i18n/classroom.ts';
import { picturesNeeded } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { ownSets } from '../../state/browserOwnSets.ts';
import { usePage, useStores } from '../../state/react.ts';
import classes from './AssignmentCard.module.css';
import { classroomView } from './view.ts';

/** Which pictures the task needs, where they are somebody's own and not in this browser. */
function PicturesNeeded({ dataset }: { readonly dataset: OwnName }) {
  const words = useWords();
  const { overlay } = useStores();
  const { store, actions } = ownSets();
  useEffect(() => void actions.load(), [actions]);
  const missing = useStore(
    store,
    ({ loaded, sets }) => loaded && !sets.some(({ facts }) => facts.name === dataset),
  );
  if (!missing) return null;
  return (
    <div className={classes.needed}>
      <p>{picturesNeeded(words, dataset)}</p>
      <Button size="compact-xs" aria-haspopup="dialog" onClick={overlay.actions.addPictures}>
        {words.flow.addPictures}
      </Button>
    </div>
  );
}

export function AssignmentCard() {
  const words = useClassroomWords();
  const { overlay } = useStores();
  const assignment = usePage((state) => state.assignment);
  const dataset = usePage((state) => state.config.dataset);
  if (!assignment) return null;
  const kept = settingKeys.filter((key) => isAdjustable(key) && assignment.locks(key)).length;
  return (
    <section className={classes.card} aria-label={words.yours} data-testid="assignment">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long task scrolls, also by keys. */}
      <p className={classes.task} tabIndex={0}>
        {assignment.task || words.noTask}
      </p>
      {isOwnName(dataset) && <PicturesNeeded dataset={dataset} />}
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
