/** Takes a picture of the person's own: the ways in, what becomes of it, what the network sees of it, or why one is no use. */

import { Button, FileButton, Loader, Modal } from '@mantine/core';
import { IconAlertTriangle, IconCamera, IconClipboard, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { datasetOf } from '../../../training/config.ts';
import { usePictureWords } from '../../i18n/pictures.ts';
import { useWords } from '../../i18n/words.ts';
import { useOwnPicture, useOwnPictureState, usePage } from '../../state/react.ts';
import { shownConfig } from '../../state/shownNetwork.ts';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { Pixels } from '../../ui/Pixels.tsx';
import { Camera } from './Camera.tsx';
import { mayHaveCamera } from './camera.ts';
import { mayReadClipboard, pictureInClipboard } from './clipboard.ts';
import classes from './PictureDialog.module.css';

/** What the system's dialog offers. A phone that keeps its photos in another format hands them over in one of these. */
const accepted = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/bmp';
/** Pixels on the page. */
const large = 128;

/** A phone has a camera program of its own, which a field for files opens; a page on a desk asks for the camera itself. */
const isPhone = (): boolean => matchMedia('(pointer: coarse) and (hover: none)').matches;

function CameraButton({ onOpen }: { readonly onOpen: () => void }) {
  const words = usePictureWords();
  const { actions } = useOwnPicture();
  const look = { variant: 'default', leftSection: <IconCamera size={16} aria-hidden /> };
  if (isPhone()) {
    return (
      <FileButton accept={accepted} capture="environment" onChange={(file) => file && actions.take(file)}>
        {(props) => (
          <Button {...look} {...props}>
            {words.camera}
          </Button>
        )}
      </FileButton>
    );
  }
  if (!mayHaveCamera()) return null;
  return (
    <Button {...look} onClick={onOpen}>
      {words.camera}
    </Button>
  );
}

function Ways({ onCamera }: { readonly onCamera: () => void }) {
  const words = usePictureWords();
  const { actions } = useOwnPicture();
  const paste = async () => {
    const found = await pictureInClipboard();
    if (found instanceof Blob) actions.take(found);
    else actions.refuse(found);
  };
  return (
    <>
      <p className={classes.note}>{words.ways}</p>
      <div className={classes.buttons}>
        <FileButton
          accept={accepted}
          inputProps={{ 'aria-label': words.file }}
          onChange={(file) => file && actions.take(file)}
        >
          {(props) => (
            <Button data-autofocus leftSection={<IconPhoto size={16} aria-hidden />} {...props}>
              {words.file}
            </Button>
          )}
        </FileButton>
        {mayReadClipboard() && (
          <Button
            variant="default"
            leftSection={<IconClipboard size={16} aria-hidden />}
            onClick={() => void paste()}
          >
            {words.paste}
          </Button>
        )}
        <CameraButton onOpen={onCamera} />
      </div>
    </>
  );
}

function Taken() {
  const words = usePictureWords();
  const { actions } = useOwnPicture();
  const picture = useOwnPictureState((state) => state.picture);
  if (!picture) return null;
  const { size, side, pixels } = picture;
  return (
    <div className={classes.taken}>
      <Pixels pixels={pixels} side={large} />
      <div>
        <p>{words.seen(size.width, size.height, side)}</p>
        <Button variant="default" leftSection={<IconTrash size={16} aria-hidden />} onClick={actions.forget}>
          {words.forget}
        </Button>
      </div>
    </div>
  );
}

function State() {
  const words = usePictureWords();
  const reading = useOwnPictureState((state) => state.reading);
  const problem = useOwnPictureState((state) => state.problem);
  if (reading)
    return (
      <p className={classes.line} role="status">
        <Loader size={18} aria-hidden />
        <span>{words.reading}</span>
      </p>
    );
  if (!problem) return null;
  return (
    <p className={classes.line} role="alert">
      <IconAlertTriangle size={18} color="var(--mantine-color-error)" aria-hidden />
      <span>{words.problem(problem)}</span>
    </p>
  );
}

function Body() {
  const words = usePictureWords();
  const side = usePage((state) => datasetOf(shownConfig(state)).imageSize);
  const [camera, setCamera] = useState(false);
  if (camera) return <Camera onClose={() => setCamera(false)} />;
  return (
    <>
      <State />
      <Taken />
      <Ways onCamera={() => setCamera(true)} />
      <p className={classes.note}>{words.what(side)}</p>
      <p className={classes.note}>{words.stays}</p>
    </>
  );
}

export function PictureDialog({ opened, onClose }: DialogProps) {
  const words = usePictureWords();
  const { page } = useWords();
  const { actions } = useOwnPicture();
  return (
    <Modal
      opened={opened}
      onClose={() => {
        actions.dismiss();
        onClose();
      }}
      title={words.title}
      closeButtonProps={{ 'aria-label': page.dismiss, size: 28 }}
    >
      <Body />
    </Modal>
  );
}
