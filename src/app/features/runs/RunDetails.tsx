/** The opened part of a run in the list: rename it, write a note, load its settings, save its metrics, delete it. */

import { Button, Textarea, TextInput } from '@mantine/core';
import { IconDownload, IconPin, IconPinFilled, IconSettings, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { nameLimit, noteLimit, type RunRecord } from '../../../storage/runRecord.ts';
import { useWords } from '../../i18n/words.ts';
import { useActions, useRunActive, useRuns } from '../../state/react.ts';
import { saveBlob } from '../../ui/download.ts';
import { type MetricsFormat, metricsCsv, metricsJson, metricsName, metricsType } from './metricsFile.ts';
import classes from './RunDetails.module.css';
import { useDraft } from './useDraft.ts';

function saveMetrics(run: RunRecord, format: MetricsFormat): void {
  const text = format === 'JSON' ? metricsJson(run) : metricsCsv(run);
  saveBlob(new Blob([text], { type: metricsType[format] }), metricsName(run.name, format));
}

interface RunDetailsProps {
  readonly id: string;
  readonly run: RunRecord;
  /** True while this very run is under way. */
  readonly underWay: boolean;
  /** What can be done with the weights of a run: another feature's buttons. */
  readonly weightsOf: (run: RunRecord) => ReactNode;
  /** Announces what was done, for screen readers. */
  readonly onDone: (sentence: string) => void;
}

export function RunDetails({ id, run, underWay, weightsOf, onDone }: RunDetailsProps) {
  const { runs: words } = useWords();
  const { actions } = useRuns();
  const { setAll } = useActions();
  const active = useRunActive();
  const name = useDraft(run.name, (text) => actions.mark(run.id, { name: text }), false);
  const note = useDraft(run.note, (text) => actions.mark(run.id, { note: text }), true);
  const load = () => {
    setAll(run.config);
    onDone(words.settingsLoaded(run.name));
  };
  return (
    <div id={id} className={classes.details}>
      <TextInput
        label={words.name}
        value={name.text}
        maxLength={nameLimit}
        autoComplete="off"
        onChange={(event) => name.type(event.currentTarget.value)}
        onBlur={name.settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') name.settle();
          if (event.key === 'Escape') name.drop();
        }}
      />
      <Textarea
        label={words.note}
        value={note.text}
        maxLength={noteLimit}
        autosize
        minRows={2}
        maxRows={8}
        size="xs"
        onChange={(event) => note.type(event.currentTarget.value)}
        onBlur={note.settle}
      />
      <div className={classes.actions}>
        {weightsOf(run)}
        <Button
          variant="default"
          leftSection={
            run.pinned ? <IconPinFilled size={16} aria-hidden /> : <IconPin size={16} aria-hidden />
          }
          aria-label={words.pinOf(run.name)}
          aria-pressed={run.pinned}
          title={words.pinHelp}
          onClick={() => actions.mark(run.id, run.pinned ? { pinned: false } : { pinned: true, shown: true })}
        >
          {words.pin}
        </Button>
        <Button
          variant="default"
          leftSection={<IconSettings size={16} aria-hidden />}
          aria-label={words.loadSettingsOf(run.name)}
          title={active ? words.loadWhenOver : undefined}
          disabled={active}
          onClick={load}
        >
          {words.loadSettings}
        </Button>
        {(['JSON', 'CSV'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            aria-label={words.metricsAs(format, run.name)}
            onClick={() => saveMetrics(run, format)}
          >
            {format}
          </Button>
        ))}
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          aria-label={words.removeOf(run.name)}
          title={underWay ? words.removeWhenOver : undefined}
          disabled={underWay}
          onClick={() => actions.remove(run.id)}
        >
          {words.remove}
        </Button>
      </div>
    </div>
  );
}
