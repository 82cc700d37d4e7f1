/**
 * Takes what is dropped anywhere on the page, and says so while it is held above it, or a picture that is pasted. Folders, archives, tables and several pictures become a
 * data set. Of one file the first bytes decide what it is: what is a picture, or might be taken for one, goes to who reads those, and everything else is looked into as weights.
 */

import { Portal } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../i18n/words.ts';
import { type Stores, useStores } from '../state/react.ts';
import { type Dropped, takenFrom } from '../ui/dropped.ts';
import classes from './DropZone.module.css';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** Whether a file is for the readers of pictures. One that cannot be read is not: who looks for weights in it says so. */
async function isForPictures(file: File): Promise<boolean> {
  const { headBytes, looksLikePicture } = await import('../features/pictures/reading/kinds.ts');
  try {
    return looksLikePicture(new Uint8Array(await file.slice(0, headBytes).arrayBuffer()));
  } catch {
    return false;
  }
}

function takeFile(file: File, { files, ownPicture, overlay }: Stores): void {
  isForPictures(file).then((picture) => {
    if (picture) ownPicture.actions.take(file);
    else files.actions.openFile(file);
  }, overlay.actions.notLoaded);
}

function takeDropped(dropped: Dropped, stores: Stores): void {
  const take = async () => {
    const { takeData } = await import('../features/data/take.ts');
    const [file] = dropped.files;
    if (!(await takeData(dropped, stores)) && file) takeFile(file, stores);
  };
  take().catch(stores.overlay.actions.notLoaded);
}

/** Where somebody types, what is pasted is text if there is any. */
const isTyping = ({ target, clipboardData }: ClipboardEvent): boolean =>
  clipboardData?.types.includes('text/plain') === true &&
  target instanceof Element &&
  target.matches('input, textarea, [contenteditable]');

export function DropZone() {
  const { files } = useWords();
  const stores = useStores();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a part of the page comes before leaving the one around it.
    let depth = 0;
    const move = (by: number) => (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth + by);
      setOver(depth > 0);
    };
    const [enter, leave] = [move(1), move(-1)];
    // Otherwise the browser would leave the page for the file.
    const hold = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      hold(event);
      depth = 0;
      setOver(false);
      if (event.dataTransfer) takeDropped(takenFrom(event.dataTransfer), stores);
    };
    const paste = (event: ClipboardEvent) => {
      const file = event.clipboardData?.files[0];
      if (!file || isTyping(event)) return;
      event.preventDefault();
      takeFile(file, stores);
    };
    const all = { dragenter: enter, dragleave: leave, dragover: hold, drop, paste };
    for (const [name, listener] of Object.entries(all))
      window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(all))
        window.removeEventListener(name, listener as EventListener);
    };
  }, [stores]);
  if (!over) return null;
  return (
    <Portal>
      <div className={classes.zone}>
        <p>
          <IconFileImport aria-hidden />
          <span>{files.drop}</span>
        </p>
      </div>
    </Portal>
  );
}
