/**
 * The picture of one's own among the pictures to choose from: once there is one, a press puts it in, and a press on the one that is in
 * opens the dialog that takes another. What takes and reads pictures is loaded then.
 */

import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconPhotoPlus } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import { useChosenPictureState, useOwnPicture, useOwnPictureState, useStores } from '../../state/react.ts';
import { Pixels } from '../../ui/Pixels.tsx';
import classes from './YourPicture.module.css';

/** @param side Pixels of the button. */
export function YourPicture({ side }: { readonly side: number }) {
  const { diagram: words } = useWords();
  const { overlay } = useStores();
  const { actions } = useOwnPicture();
  const picture = useOwnPictureState((state) => state.picture);
  const isIn = useChosenPictureState((state) => state.picture.kind === 'own');
  const text = picture && !isIn ? words.ownAgain : words.own;
  return (
    <>
      <UnstyledButton
        className={classes.own}
        style={{ width: side, height: side }}
        aria-label={text}
        title={text}
        aria-pressed={picture && isIn}
        aria-haspopup={picture && !isIn ? undefined : 'dialog'}
        data-testid="your-picture"
        onClick={() => (picture && !isIn ? actions.choose() : overlay.actions.open('picture'))}
      >
        {picture ? (
          <Pixels pixels={picture.pixels} side={side} />
        ) : (
          <IconPhotoPlus size={Math.min(20, side - 6)} aria-hidden />
        )}
      </UnstyledButton>
      <VisuallyHidden role="status">{isIn && picture ? words.ownIn(picture.side) : ''}</VisuallyHidden>
    </>
  );
}
