/** What is to be said of weights, one sentence each: an export that failed, no room to store them, damage, room that was made. */

import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconArchive } from '@tabler/icons-react';
import { useWords } from '../../i18n/words.ts';
import { useFiles, useFilesState } from '../../state/react.ts';

export function FileNotices() {
  const { files, problem } = useWords();
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
