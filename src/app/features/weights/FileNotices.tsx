/** What is to be said of weights, one sentence each: an export that failed, no room to store them, damage, what memory could not hold. */

import { Button } from '@mantine/core';
import { IconArchive } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import { useFiles, useFilesState, useRoomState, useStores } from '../../state/react.ts';
import { Notice } from '../../ui/Notice.tsx';

/** Leads to the choice of what may go. */
function MakeRoom() {
  const { files } = useWords();
  const { overlay } = useStores();
  return (
    <Button
      display="block"
      variant="default"
      size="compact-sm"
      mt={8}
      onClick={() => overlay.actions.open('room')}
    >
      {files.roomChoose}
    </Button>
  );
}

export function FileNotices() {
  const { files, figures, problem } = useWords();
  const { room } = useStores();
  const shortage = useRoomState((state) => state.shortage);
  const { actions } = useFiles();
  const { exportProblem, storageProblem, evicted, passedOver } = useFilesState((state) => state);
  return (
    <>
      {exportProblem !== undefined && (
        <Notice color="red" title={files.exportFailed} onClose={() => actions.dismiss('exportProblem')}>
          {problem(exportProblem)}
        </Notice>
      )}
      {shortage && !storageProblem && (
        <Notice color="orange" title={files.roomTitle} onClose={room.actions.dismiss}>
          {files.room(figures.fileSize(shortage.needed), figures.fileSize(shortage.left))}
          <MakeRoom />
        </Notice>
      )}
      {storageProblem !== undefined && (
        <Notice color="orange" title={files.storageTitle} onClose={() => actions.dismiss('storageProblem')}>
          {files.storageProblem(problem(storageProblem))}
          {storageProblem.kind === 'storage-full' && <MakeRoom />}
        </Notice>
      )}
      {passedOver !== undefined && (
        <Notice color="orange" title={files.passedOverTitle} onClose={() => actions.dismiss('passedOver')}>
          {files.passedOver(passedOver)}
        </Notice>
      )}
      {evicted.length > 0 && (
        <Notice
          title={files.evictedTitle}
          icon={<IconArchive aria-hidden />}
          onClose={() => actions.dismiss('evicted')}
        >
          {files.evicted(evicted.length)}
        </Notice>
      )}
    </>
  );
}
