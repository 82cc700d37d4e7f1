/** Takes a file that is dropped anywhere on the page, and says so while one is held above it. */

import { Portal } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import { useFiles } from '../../state/react.ts';
import classes from './DropZone.module.css';

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

export function DropZone() {
  const { files } = useWords();
  const { actions } = useFiles();
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
      const file = event.dataTransfer?.files[0];
      // Reading a folder fails as reading a file that is gone does; only its entry tells.
      const folder = event.dataTransfer?.items[0]?.webkitGetAsEntry()?.isDirectory;
      if (file)
        actions.openFile(file, folder ? { kind: 'foreign-file', found: { kind: 'folder' } } : undefined);
    };
    const all = { dragenter: enter, dragleave: leave, dragover: hold, drop };
    for (const [name, listener] of Object.entries(all))
      window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(all))
        window.removeEventListener(name, listener as EventListener);
    };
  }, [actions]);
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
