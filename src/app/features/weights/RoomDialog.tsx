/**
 * Where a person chooses the runs whose weights may go, so that there is room for others. The oldest that would do are chosen
 * beforehand, and nothing goes before the button is pressed.
 */

import { Button, Checkbox } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useOpenedFileWords } from '../../i18n/openedFile.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useFilesState, usePage, useRoomState, useRunsState, useStores } from '../../state/react.ts';
import { bytesOf, droppable, enough } from '../../state/room.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import type { DialogProps } from '../../ui/LazyDialog.tsx';
import quiet from '../../ui/quiet.module.css';
import classes from './RoomDialog.module.css';

interface ChoiceProps {
  /** Bytes of each run's frames. */
  readonly frames: ReadonlyMap<string, number>;
  readonly onDone: () => void;
}

function Choice({ frames, onDone }: ChoiceProps) {
  const words = useWords();
  const { figures } = words;
  const files = useOpenedFileWords();
  const { room } = useStores();
  const shortage = useRoomState((state) => state.shortage);
  const checkpoints = useFilesState((state) => state.checkpoints);
  const runs = useRunsState((state) => state.runs);
  const elsewhere = useRunsState((state) => state.elsewhere);
  const own = usePage((state) => state.run?.id);
  const busy = own === undefined ? elsewhere : [...elsewhere, own];
  const candidates = droppable(checkpoints, runs, busy, frames);
  const [chosen, setChosen] = useState(() =>
    enough(candidates, shortage ? shortage.needed - shortage.left : 0),
  );
  // Another tab may have pinned one meanwhile, or goes on with it.
  const going = candidates.filter(({ runId }) => chosen.includes(runId));
  const bytes = going.reduce((total, one) => total + bytesOf(one), 0);
  if (candidates.length === 0) return <p className={quiet.note}>{files.roomNone}</p>;
  return (
    <>
      <p className={quiet.note}>{files.roomHelp}</p>
      <Checkbox.Group aria-label={files.roomDialog} value={[...chosen]} onChange={setChosen}>
        <div className={classes.list}>
          {candidates.map(({ runId, config, epoch, bytes: weights, frames: views }) => {
            const name = runs.find(({ id }) => id === runId)?.name ?? runId;
            return (
              <Checkbox
                key={runId}
                value={runId}
                label={files.roomRun(
                  name,
                  networkText(words, config),
                  epoch,
                  figures.fileSize(weights),
                  views > 0 ? figures.fileSize(views) : undefined,
                )}
              />
            );
          })}
        </div>
      </Checkbox.Group>
      <Button
        color="red"
        disabled={going.length === 0}
        onClick={() => void room.actions.drop(going.map(({ runId }) => runId)).then(onDone)}
      >
        {files.roomDrop(going.length, figures.fileSize(bytes))}
      </Button>
    </>
  );
}

export function RoomDialog({ opened, onClose }: DialogProps) {
  const files = useOpenedFileWords();
  const { room } = useStores();
  const frames = useRoomState((state) => state.frames);
  useEffect(() => {
    if (opened) void room.actions.measure();
  }, [opened, room]);
  return (
    <Dialog opened={opened} onClose={onClose} title={files.roomDialog}>
      {frames && <Choice frames={frames} onDone={onClose} />}
    </Dialog>
  );
}
