/** The ways in: files, a folder or the camera; what can be read; and the sets that are kept already. */
import { Button, FileButton } from '@mantine/core';
import { IconCamera, IconFileZip, IconFolderOpen } from '@tabler/icons-react';
import { type ReactNode, useRef } from 'react';
import { type DataProblem, useDataWords } from '../../i18n/data.ts';
import { useStores } from '../../state/react.ts';
import { mayHaveCamera } from '../../ui/camera.ts';
import classes from './Data.module.css';
import { KeptSets } from './KeptSets.tsx';
import { Refused } from './Said.tsx';
import { Screen } from './Screen.tsx';
import { sessionOf } from './session.ts';

/** A phone has no folders to choose from. */
const mayChooseFolder = (): boolean =>
  'webkitdirectory' in HTMLInputElement.prototype &&
  !matchMedia('(pointer: coarse) and (hover: none)').matches;

interface FilesWayProps {
  readonly label: string;
  readonly icon: ReactNode;
  /** Whether it has the focus as the dialog opens. */
  readonly first?: boolean;
  readonly folder?: boolean;
}

function FilesWay({ label, icon, first, folder }: FilesWayProps) {
  const { actions } = sessionOf(useStores());
  const emptied = useRef<() => void>(null);
  const input = { 'aria-label': label, ...(folder && { webkitdirectory: '' }) };
  return (
    <FileButton
      multiple
      resetRef={emptied}
      inputProps={input}
      onChange={(files) => {
        if (files.length === 0) return;
        const chosen = files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
        // A field that still holds files says nothing when the same are chosen again.
        emptied.current?.();
        actions.give(Promise.resolve(chosen));
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

interface StartProps {
  readonly problem?: DataProblem;
  /** A set was chosen for the next run. */
  readonly onUsed: () => void;
}

export function Start({ problem, onUsed }: StartProps) {
  const words = useDataWords();
  const { actions } = sessionOf(useStores());
  const folders = mayChooseFolder();
  const takePictures = () =>
    mayHaveCamera() ? actions.openCamera() : actions.startOver({ kind: 'camera-insecure' });
  return (
    <Screen label={words.title}>
      <Refused problem={problem} />
      <p className={classes.text}>{words.ways}</p>
      <div className={classes.buttons}>
        {folders && (
          <FilesWay first folder label={words.folder} icon={<IconFolderOpen size={16} aria-hidden />} />
        )}
        <FilesWay first={!folders} label={words.files} icon={<IconFileZip size={16} aria-hidden />} />
        <Button variant="default" leftSection={<IconCamera size={16} aria-hidden />} onClick={takePictures}>
          {words.camera}
        </Button>
      </div>
      <p className={classes.text}>{words.stays}</p>
      <details className={classes.layouts}>
        <summary>{words.layoutsTitle}</summary>
        <ul>
          {words.layouts.map((layout) => (
            <li key={layout}>{layout}</li>
          ))}
        </ul>
      </details>
      <KeptSets onUsed={onUsed} />
    </Screen>
  );
}
