/** What is to be said of weights, one sentence each: an export that failed, no room to store them, damage, what memory could not hold. */

import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconArchive } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import { useFiles, useFilesState, useRoomState, useStores } from '../../state/react.ts';

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
  const warning = <IconAlertTriangle aria-hidden />;
  const closing = { withCloseButton: true, closeButtonLabel: files.dismiss };
  return (
    <>
      {exportProblem !== undefined && (
        <Alert
          variant="outline"
          color="red"
          title={files.exportFailed}
          icon={warning}
          {...closing}
          onClose={() => actions.dismiss('exportProblem')}
        >
          {problem(exportProblem)}
        </Alert>
      )}
      {shortage && !storageProblem && (
        <Alert
          variant="outline"
          color="orange"
          title={files.roomTitle}
          icon={warning}
          {...closing}
          onClose={room.actions.dismiss}
        >
          {files.room(figures.fileSize(shortage.needed), figures.fileSize(shortage.left))}
          <MakeRoom />
        </Alert>
      )}
      {storageProblem !== undefined && (
        <Alert
          variant="outline"
          color="orange"
          title={files.storageTitle}
          icon={warning}
          {...closing}
          onClose={() => actions.dismiss('storageProblem')}
        >
          {files.storageProblem(problem(storageProblem))}
          {storageProblem.kind === 'storage-full' && <MakeRoom />}
        </Alert>
      )}
      {passedOver !== undefined && (
        <Alert
          variant="outline"
          color="orange"
          title={files.passedOverTitle}
          icon={warning}
          {...closing}
          onClose={() => actions.dismiss('passedOver')}
        >
          {files.passedOver(passedOver)}
        </Alert>
      )}
      {evicted.length > 0 && (
        <Alert
          variant="outline"
          title={files.evictedTitle}
          icon={<IconArchive aria-hidden />}
          {...closing}
          onClose={() => actions.dismiss('evicted')}
        >
          {files.evicted(evicted.length)}
        </Alert>
      )}
    </>
  );
}
