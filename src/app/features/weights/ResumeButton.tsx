/**
 * Resumes the run that was stopped, or left, last: the second half of Train. Closed, it is not offered for that run again;
 * the list of runs still has it.
 */

import { ActionIcon, Button } from '@mantine/core';
import { IconHistory, IconX } from '@tabler/icons-react';
import type { CheckpointInfo } from '../../../storage/checkpoints.ts';
import { rateFrom } from '../../../training/divergence.ts';
import { networkText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { useFiles, useFilesState, usePage, useRunsState } from '../../state/react.ts';
import { useResume } from '../../ui/useResume.ts';
import classes from './ResumeButton.module.css';
import { resumableOf } from './resumable.ts';
import { useRunName } from './runWeights.ts';

/** What the page offers to go on with. */
export function useResumable(): CheckpointInfo | undefined {
  const own = usePage((state) => state.run);
  const elsewhere = useRunsState((state) => state.elsewhere);
  return useFilesState((files) => resumableOf(own, files, elsewhere));
}

export function ResumeButton({ checkpoint }: { readonly checkpoint: CheckpointInfo }) {
  const words = useWords();
  const { files } = words;
  const { actions } = useFiles();
  const resume = useResume();
  const { runId, config, step, epoch } = checkpoint;
  // Resumed exactly, a run that diverged would diverge once more.
  const rate = useRunsState(({ runs }) => {
    const problem = runs.find((run) => run.id === runId)?.end?.problem;
    return problem?.kind === 'diverged' ? rateFrom(problem, config) : undefined;
  });
  const name = useRunName(runId);
  const said = `${files.resumeTitle(name)}: ${files.resumeAt(networkText(words, config), step, epoch + 1, config.epochs)}`;
  return (
    <div className={classes.resume} data-testid="resume">
      <Button
        variant="light"
        leftSection={<IconHistory size={16} aria-hidden />}
        title={said}
        aria-description={said}
        onClick={() => resume(checkpoint, rate)}
      >
        <span className={classes.name}>
          {rate === undefined ? files.resumeFrom(epoch + 1) : words.flow.resumeGentler(epoch + 1, rate)}
        </span>
      </Button>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        aria-label={words.page.dismiss}
        title={words.page.dismiss}
        onClick={() => actions.decline(runId)}
      >
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </div>
  );
}
