/** What is to be said of weights, one sentence each: a run that can go on, an export that failed, room that was made. */

import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconArchive, IconPlayerPlay } from '@tabler/icons-react';
import { modelName } from '../../../model/presets.ts';
import { isUnfinished } from '../../../storage/checkpoints.ts';
import { useWords } from '../../i18n/words.ts';
import { useFiles, useFilesState, usePage, useRunActive, useRunsState } from '../../state/react.ts';
import classes from './FileNotices.module.css';
import { useRunName } from './runWeights.ts';

/** The page's own run once it is over, or the run of an earlier visit whose checkpoint is the newest, if it can go on. */
function ResumeOffer() {
  const words = useWords();
  const { files } = words;
  const { actions } = useFiles();
  const active = useRunActive();
  const ownId = usePage((state) => state.run?.id);
  const checkpoint = useFilesState(({ checkpoints, declined }) => {
    const found = ownId === undefined ? checkpoints[0] : checkpoints.find(({ runId }) => runId === ownId);
    return found && isUnfinished(found) && found.runId !== declined ? found : undefined;
  });
  const name = useRunName(checkpoint?.runId);
  const elsewhere = useRunsState((state) => state.elsewhere);
  // Resumed exactly, the run would diverge once more; the notice of the divergence offers what helps.
  const diverged = useRunsState((state) =>
    state.runs.some((run) => run.id === checkpoint?.runId && run.end?.problem?.kind === 'diverged'),
  );
  // Another tab trains this run: only that tab can resume it.
  if (active || !checkpoint || diverged || elsewhere.includes(checkpoint.runId)) return null;
  const { runId, config, step, epoch } = checkpoint;
  const network = files.network(words.model.presetName(modelName(config)), config.shortcut);
  return (
    <Alert
      variant="outline"
      title={files.resumeTitle(name)}
      icon={<IconArchive aria-hidden />}
      withCloseButton
      closeButtonLabel={files.dismiss}
      onClose={() => actions.decline(runId)}
    >
      <div className={classes.line}>
        <span>{files.resumeAt(network, step, epoch + 1, config.epochs)}</span>
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          onClick={() => actions.resume(runId)}
        >
          {files.resumeFrom(epoch + 1)}
        </Button>
      </div>
    </Alert>
  );
}

export function FileNotices() {
  const { files, problem } = useWords();
  const { actions } = useFiles();
  const { exportProblem, storageProblem, evicted } = useFilesState((state) => state);
  const warning = <IconAlertTriangle aria-hidden />;
  const closing = { withCloseButton: true, closeButtonLabel: files.dismiss };
  return (
    <>
      <ResumeOffer />
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
