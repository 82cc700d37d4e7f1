/** What the camera sees, in the square that the network will get, and a button that takes it. The camera is on for no longer than this is shown. */

import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { usePictureWords } from '../../i18n/pictures.ts';
import { useOwnPicture } from '../../state/react.ts';
import { useCamera } from '../../ui/useCamera.ts';
import classes from './PictureDialog.module.css';

export function Camera({ onClose }: { readonly onClose: () => void }) {
  const words = usePictureWords();
  const { actions } = useOwnPicture();
  const button = useRef<HTMLButtonElement>(null);
  // It has taken the place of the button that opened it.
  useEffect(() => button.current?.focus(), []);
  const { video, ready, onReady } = useCamera((problem) => {
    actions.refuse(problem);
    onClose();
  });
  const take = async () => {
    if (!ready || !video.current) return;
    const still = await createImageBitmap(video.current);
    onClose();
    actions.take(still);
  };
  return (
    <div className={classes.camera}>
      <video
        ref={video}
        className={classes.view}
        aria-label={words.view}
        autoPlay
        muted
        playsInline
        onLoadedData={onReady}
      />
      <div className={classes.buttons}>
        <Button
          ref={button}
          data-disabled={!ready || undefined}
          aria-disabled={!ready || undefined}
          onClick={() => void take()}
        >
          {words.still}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.back}
        </Button>
      </div>
    </div>
  );
}
