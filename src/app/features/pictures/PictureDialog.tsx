/** Takes a picture of the person's own: the ways in, what becomes of it, what the network sees of it, or why one is no use. */

import { Button, FileButton, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCamera, IconClipboard, IconPhoto, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { datasetOf } from '../../../training/config.ts';
import { usePictureWords } from '../../i18n/pictures.ts';
import { useOwnPicture, useOwnPictureState, usePage } from '../../state/react.ts';
import { shownConfig } from '../../state/shownNetwork.ts';
import { mayHaveCamera } from '../../ui/camera.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import iconLine from '../../ui/iconLine.module.css';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import { Pixels } from '../../ui/Pixels.tsx';
import { Camera } from './Camera.tsx';
import { mayReadClipboard, pictureInClipboard } from './clipboard.ts';
import classes from './PictureDialog.module.css';

/** What the system's dialog offers. A phone that keeps its photos in another format hands them over in one of these. */
const accepted = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/bmp';
/** Pixels on the page. */
const large = 128;
const cameraIcon = <IconCamera size={16} aria-hidden />;

/** A phone has a camera program of its own, which a field for files opens; a page on a desk asks for the camera itself. */
const isPhone = (): boolean => matchMedia('(pointer: coarse) and (hover: none)').matches;

interface FileWayProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** The first of the ways, which has the focus as the dialog opens. */
  readonly first?: boolean;
  /** Opens a phone's camera. */
  readonly capture?: 'environment';
}

/** A button that opens a field for files. */
function FileWay({ label, icon, first, capture }: FileWayProps) {
  const { actions } = useOwnPicture();
  const emptied = useRef<() => void>(null);
  return (
    <FileButton
      accept={accepted}
      capture={capture}
      resetRef={emptied}
      inputProps={{ 'aria-label': label }}
      onChange={(file) => {
        if (!file) return;
        actions.take(file);
        // A field that still holds a file says nothing when the same one is chosen again.
        emptied.current?.();
      }}
    >
      {(props) => (
        <Button variant={first ? 'filled' : 'default'} data-autofocus={first} leftSection={icon} {...props}>
          {label}
        </Button>
      )}
    </FileButton>
  );
}

interface WaysProps {
  readonly onCamera: () => void;
  /** Whether the camera was closed just now: its button has the focus again. */
  readonly back: boolean;
}

function Ways({ onCamera, back }: WaysProps) {
  const words = usePictureWords();
  const { actions } = useOwnPicture();
  const camera = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (back) camera.current?.focus();
  }, [back]);
  const paste = async () => {
    const found = await pictureInClipboard();
    if (found instanceof Blob) actions.take(found);
    else actions.refuse(found);
  };
  return (
    <>
      <p className={classes.note}>{words.ways}</p>
      <div className={classes.buttons}>
        <FileWay first label={words.file} icon={<IconPhoto size={16} aria-hidden />} />
        {mayReadClipboard() && (
          <Button
            variant="default"
            leftSection={<IconClipboard size={16} aria-hidden />}
            onClick={() => void paste()}
          >
            {words.paste}
          </Button>
        )}
        {isPhone() ? (
          <FileWay label={words.camera} icon={cameraIcon} capture="environment" />
        ) : (
          mayHaveCamera() && (
            <Button ref={camera} variant="default" leftSection={cameraIcon} onClick={onCamera}>
              {words.camera}
            </Button>
          )
        )}
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
      <p className={iconLine.line} role="status">
        <Loader size={18} aria-hidden />
        <span>{words.reading}</span>
      </p>
    );
  if (!problem) return null;
  return (
    <p className={iconLine.line} role="alert">
      <IconAlertTriangle size={18} color="var(--mantine-color-error)" aria-hidden />
      <span>{words.problem(problem)}</span>
    </p>
  );
}

function Body() {
  const words = usePictureWords();
  const side = usePage((state) => datasetOf(shownConfig(state)).imageSize);
  const [camera, setCamera] = useState<'open' | 'closed'>();
  if (camera === 'open') return <Camera onClose={() => setCamera('closed')} />;
  return (
    <>
      <State />
      <Taken />
      <Ways back={camera === 'closed'} onCamera={() => setCamera('open')} />
      <p className={classes.note}>{words.what(side)}</p>
      <p className={classes.note}>{words.stays}</p>
    </>
  );
}

export function PictureDialog({ opened, onClose }: DialogProps) {
  const words = usePictureWords();
  const { actions } = useOwnPicture();
  return (
    <Dialog
      opened={opened}
      onClose={() => {
        actions.dismiss();
        onClose();
      }}
      title={words.title}
    >
      <Body />
    </Dialog>
  );
}
