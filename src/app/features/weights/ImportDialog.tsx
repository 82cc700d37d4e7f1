/** What is in an opened file, whether it fits the chosen network, and what can be done with it. */

import { Button, Loader, Modal } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../../i18n/words.ts';
import type { OpenFile } from '../../state/files.ts';
import { useFiles, useFilesState } from '../../state/react.ts';
import iconLine from '../../ui/iconLine.module.css';
import { FileActions } from './FileActions.tsx';
import { FileFacts } from './FileFacts.tsx';
import { FitLine } from './FitLine.tsx';
import classes from './openFile.module.css';

function Contents({ open }: { readonly open: OpenFile }) {
  const words = useWords();
  const { files } = words;
  const { preview, problem, file } = open;
  if (problem) {
    return (
      <p className={iconLine.line} role="alert">
        <IconAlertTriangle size={18} color="var(--mantine-color-error)" aria-hidden />
        <span>{words.problem(problem)}</span>
      </p>
    );
  }
  if (!preview) {
    return (
      <p className={iconLine.line} role="status">
        <Loader size={18} aria-hidden />
        <span>{files.reading(file.name)}</span>
      </p>
    );
  }
  return (
    <>
      <FileFacts preview={preview} />
      <FitLine preview={preview} />
      <FileActions open={open} preview={preview} />
    </>
  );
}

export function ImportDialog() {
  const { files, figures } = useWords();
  const { actions } = useFiles();
  const open = useFilesState((state) => state.open);
  // While it closes, the file it was about is still to be seen.
  const [shown, setShown] = useState(open);
  // It opens after it was there closed: only then the focus goes back to where it was.
  const [opened, setOpened] = useState(false);
  useEffect(() => {
    if (open) setShown(open);
    setOpened(open !== undefined);
  }, [open]);
  const about = open ?? shown;
  return (
    <Modal
      opened={opened}
      onClose={actions.closeFile}
      title={about && files.titled(about.file.name, figures.fileSize(about.file.size))}
      closeButtonProps={{ 'aria-label': files.close }}
      size="lg"
    >
      {about && <Contents open={about} />}
      {about?.problem && (
        <div className={classes.actions}>
          <Button variant="default" onClick={actions.closeFile}>
            {files.close}
          </Button>
        </div>
      )}
    </Modal>
  );
}
