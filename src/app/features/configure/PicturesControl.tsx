/** What the next run trains on, in one line, and the way to other pictures. */
import { Button } from '@mantine/core';
import { datasetOf } from '../../../training/config.ts';
import { useWords } from '../../i18n/words.ts';
import { useHidden, useLocked, usePage, useStores } from '../../state/react.ts';
import classes from './Controls.module.css';

export function PicturesControl() {
  const { training: words } = useWords();
  const { overlay } = useStores();
  const title = usePage((state) => datasetOf(state.config).title);
  const locked = useLocked('dataset');
  if (useHidden('dataset')) return null;
  return (
    <div className={classes.pictures}>
      <span>{words.pictures}</span>
      <strong title={title}>{title}</strong>
      {!locked && (
        <Button
          variant="subtle"
          size="compact-xs"
          aria-label={words.otherPictures}
          aria-haspopup="dialog"
          onClick={() => overlay.actions.open('data')}
        >
          {words.change}
        </Button>
      )}
    </div>
  );
}
