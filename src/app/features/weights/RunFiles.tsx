/** What can be done with the weights of one run of the list: go on with it, export them. */

import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { isUnfinished } from '../../../storage/checkpoints.ts';
import { useWords } from '../../i18n/words.ts';
import { useFilesState, useRunActive, useRunsState } from '../../state/react.ts';
import { StartFrom } from '../../ui/StartFrom.tsx';
import { useResume } from '../../ui/useResume.ts';
import { ExportMenu } from './ExportMenu.tsx';

interface RunFilesProps {
  readonly runId: string;
  readonly name: string;
}

export function RunFiles({ runId, name }: RunFilesProps) {
  const { files } = useWords();
  const resume = useResume();
  const active = useRunActive();
  const checkpoint = useFilesState((state) => state.checkpoints.find((known) => known.runId === runId));
  // Another tab trains this run: only that tab can resume it.
  const elsewhere = useRunsState((state) => state.elsewhere.includes(runId));
  return (
    <>
      {checkpoint && isUnfinished(checkpoint) && !active && !elsewhere && (
        <Button
          variant="default"
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          aria-label={files.resumeOf(name)}
          title={files.resumeFrom(checkpoint.epoch + 1)}
          onClick={() => resume(checkpoint)}
        >
          {files.resume}
        </Button>
      )}
      {checkpoint && checkpoint.step > 0 && (
        <StartFrom of={{ kind: 'run', runId }} config={checkpoint.config} name={name} />
      )}
      <ExportMenu runId={runId} label={files.exportOf(name)} />
    </>
  );
}
