/** What the camera sees, in the square that the network will get, and a button that takes it. The camera is on for no longer than this is shown. */

import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { usePictureWords } from '../../i18n/pictures.ts';
import { useOwnPicture } from '../../state/react.ts';
import { cameraProblem, openCamera, stopCamera } from '../../ui/camera.ts';
import classes from './PictureDialog.module.css';

export function Camera({ onClose }: { readonly onClose: () => void }) {
  const words = usePictureWords();
  const { actions } = useOwnPicture();
  const video = useRef<HTMLVideoElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [ready, setReady] = useState(false);
  // It has taken the place of the button that opened it.
  useEffect(() => button.current?.focus(), []);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    let over = false;
    let opened: MediaStream | undefined;
    openCamera().then(
      (stream) => {
        if (over || !video.current) return stopCamera(stream);
        opened = stream;
        video.current.srcObject = stream;
      },
      (error: unknown) => {
        if (over) return;
        actions.refuse(cameraProblem(error));
        close.current();
      },
    );
    return () => {
      over = true;
      if (opened) stopCamera(opened);
    };
  }, [actions]);
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
        onLoadedData={() => setReady(true)}
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
