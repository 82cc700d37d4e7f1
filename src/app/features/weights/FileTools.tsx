/** Export and Import side by side, and the dialog of an opened file, loaded when one is. */

import { FileButton, VisuallyHidden } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type ComponentType, useEffect, useRef, useState } from 'react';
import { useAction } from '../../actions/useAction.ts';
import { useWords } from '../../i18n/words.ts';
import { useFiles, useFilesState } from '../../state/react.ts';
import { fileChooserId } from '../../ui/fileChooser.ts';
import { HeaderButton } from '../../ui/HeaderButton.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import { useRunAtHand } from './runWeights.ts';

function ImportButton() {
  const { files } = useWords();
  const { actions } = useFiles();
  const { label, help } = useAction('import');
  const emptied = useRef<() => void>(null);
  return (
    <FileButton
      accept=".safetensors"
      resetRef={emptied}
      onChange={(file) => {
        if (!file) return;
        actions.openFile(file);
        // A field that still holds a file says nothing when the same one is chosen again.
        emptied.current?.();
      }}
      inputProps={{ id: fileChooserId, 'aria-label': files.choose }}
    >
      {(props) => (
        <HeaderButton label={label} title={help} dialog {...props}>
          <IconUpload size={16} aria-hidden />
        </HeaderButton>
      )}
    </FileButton>
  );
}

function OpenedFile() {
  const { actions } = useFiles();
  const wanted = useFilesState((state) => state.open !== undefined);
  // Once loaded it stays, so that it can close in its own way and give the focus back.
  const [Dialog, setDialog] = useState<ComponentType>();
  useEffect(() => {
    if (!wanted || Dialog) return;
    import('./ImportDialog.tsx').then(({ ImportDialog }) => setDialog(() => ImportDialog), actions.closeFile);
  }, [wanted, Dialog, actions]);
  return Dialog ? <Dialog /> : null;
}

/** Milliseconds for which it is said that a file was saved. */
const readingTime = 6000;

/** What became of an export, for those who do not see the download. */
function ExportStatus() {
  const { files } = useWords();
  const { actions } = useFiles();
  const exporting = useFilesState((state) => state.exporting);
  const exported = useFilesState((state) => state.exported);
  useEffect(() => {
    if (exported === undefined) return;
    const timer = setTimeout(() => actions.dismiss('exported'), readingTime);
    return () => clearTimeout(timer);
  }, [exported, actions]);
  return (
    <VisuallyHidden role="status">
      {exporting ? files.exporting : exported === undefined ? '' : files.exported(exported)}
    </VisuallyHidden>
  );
}

/** The two buttons. */
export function FileTools() {
  const runId = useRunAtHand();
  return (
    <>
      <ExportMenu runId={runId} icon />
      <ImportButton />
    </>
  );
}

/** What files do without a button: it must not stand in anything that is hidden, where no effect runs and nothing is heard. */
export function FileHost() {
  return (
    <>
      <ExportStatus />
      <OpenedFile />
    </>
  );
}
