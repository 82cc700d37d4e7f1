/** What is to be said of weights, one sentence each: a run that can go on, an export that failed, room that was made. */
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconArchive, IconPlayerPlay } from '@tabler/icons-react';
import { modelName } from '../../../model/presets.ts';
import { isUnfinished } from '../../../worker/checkpoints.ts';
import { useWords } from '../../i18n/words.ts';
import { useFiles, useFilesState } from '../../state/files.ts';
import { usePage, useRunActive } from '../../state/react.ts';
import { useRunsState } from '../../state/runsStore.ts';
import { useRunName } from './useWhose.ts';

/** The page's own run once it is over, or the run of an earlier visit that was kept last, if it can go on. */
function ResumeOffer() {
  const words = useWords();
  const { files } = words;
  const { actions } = useFiles();
  const active = useRunActive();
  const ownId = usePage((state) => state.run?.id);
  const kept = useFilesState(({ kept, declined }) => {
    const found = ownId === undefined ? kept[0] : kept.find(({ runId }) => runId === ownId);
    return found && isUnfinished(found) && found.runId !== declined ? found : undefined;
  });
  const name = useRunName(kept?.runId);
  const elsewhere = useRunsState((state) => state.elsewhere);
  // To go on exactly would be to blow up once more: the notice of that offers what helps.
  const diverged = useRunsState((state) =>
    state.runs.some((run) => run.id === kept?.runId && run.end?.diverged !== undefined),
  );
  // What another tab is training is its own to go on with.
  if (active || !kept || diverged || elsewhere.includes(kept.runId)) return null;
  const { runId, config, step, epoch } = kept;
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
      <div className="notice-line">
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
  const { files, said } = useWords();
  const { actions } = useFiles();
  const { exportProblem, keepProblem, dropped } = useFilesState((state) => state);
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
          {said(exportProblem)}
        </Alert>
      )}
      {keepProblem !== undefined && (
        <Alert
          variant="outline"
          color="orange"
          title={files.keepTitle}
          icon={warning}
          {...closing}
          onClose={() => actions.dismiss('keepProblem')}
        >
          {files.keepProblem(keepProblem)}
        </Alert>
      )}
      {dropped.length > 0 && (
        <Alert
          variant="outline"
          title={files.droppedTitle}
          icon={<IconArchive aria-hidden />}
          {...closing}
          onClose={() => actions.dismiss('dropped')}
        >
          {files.dropped(dropped.length)}
        </Alert>
      )}
    </>
  );
}
