/**
 * The opened part of a run in the list: what changed since the run before, its name and note, its settings to load, its files,
 * and the way to delete it.
 */

import { Button, Textarea, TextInput } from '@mantine/core';
import {
  IconDownload,
  IconPin,
  IconPinFilled,
  IconReport,
  IconSettings,
  IconTrash,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { metricsCsv } from '../../../formats/metricsCsv.ts';
import { nameLimit, noteLimit, type RunRecord } from '../../../storage/runRecord.ts';
import { useOutWords } from '../../i18n/out.ts';
import { changedFrom, changedLine, fewPicturesText, testedText } from '../../i18n/runTexts.ts';
import { useWords } from '../../i18n/words.ts';
import { loggedRun } from '../../state/loggedRuns.ts';
import { useActions, useRunActive, useRuns, useStores } from '../../state/react.ts';
import { isUnderWay } from '../../state/runs.ts';
import type { RunRow } from '../../state/runsList.ts';
import { saveBlob } from '../../ui/download.ts';
import { type MetricsFormat, metricsJson, metricsName, metricsType } from './metricsFile.ts';
import { useSaveReport } from './out/useSaveReport.ts';
import classes from './RunDetails.module.css';
import { type Draft, useDraft } from './useDraft.ts';
import { useToldChanges } from './useToldChanges.ts';

function saveMetrics(run: RunRecord, format: MetricsFormat): void {
  const text = format === 'JSON' ? metricsJson(run) : metricsCsv(loggedRun(run));
  saveBlob(new Blob([text], { type: metricsType[format] }), metricsName(run.name, format));
}

/** What is left to type stands under the field. */
const partsOfField = ['label', 'input', 'description', 'error'] as const;
/** From this many characters on the field says how many are left. */
const nearTheEnd = 10;

interface RunDetailsProps {
  readonly id: string;
  readonly row: RunRow;
  /** What can be done with the weights of a run: another feature's buttons. */
  readonly weightsOf: (run: RunRecord) => ReactNode;
}

export function RunDetails({ id, row, weightsOf }: RunDetailsProps) {
  const { run, status, results } = row;
  const changed = useToldChanges(row.changed);
  const words = useWords();
  const { runs: texts } = words;
  const certainty = results && fewPicturesText(words, results.last, run.config.testImages);
  const own = useOutWords();
  const saveReport = useSaveReport();
  const { actions } = useRuns();
  const { setAll } = useActions();
  const { overlay } = useStores();
  const active = useRunActive();
  const underWay = isUnderWay(status);
  const name = useDraft({
    value: run.name,
    commit: (text) => actions.mark(run.id, { name: text }),
    limit: nameLimit,
    whileTyping: false,
  });
  const note = useDraft({
    value: run.note,
    commit: (text) => actions.mark(run.id, { note: text }),
    limit: noteLimit,
    whileTyping: true,
  });
  const limits = ({ left }: Draft, limit: number) => ({
    description: left >= 0 && left <= nearTheEnd ? texts.left(left) : undefined,
    error: left < 0 ? texts.tooLong(limit, -left) : undefined,
    inputWrapperOrder: [...partsOfField],
  });
  const load = () => {
    setAll(run.config);
    overlay.actions.say({ kind: 'settings-loaded', name: run.name });
  };
  return (
    <div id={id} className={classes.details}>
      <p className={classes.line} data-testid="run-changed" title={changedFrom(words, changed)}>
        {changedLine(words, changed)}
      </p>
      <p className={classes.line}>
        {results
          ? texts.bestIn(testedText(words, results.best, run.config), results.bestEpoch)
          : texts.noEpochYet}
      </p>
      {certainty && <p className={classes.line}>{certainty}</p>}
      <p className={classes.aside}>{texts.started(run.startedAt)}</p>
      <TextInput
        label={texts.name}
        value={name.text}
        {...limits(name, nameLimit)}
        autoComplete="off"
        onChange={(event) => name.type(event.currentTarget.value)}
        onBlur={name.settle}
        onKeyDown={(event) => {
          if (event.key === 'Enter') name.settle();
          if (event.key === 'Escape') name.drop();
        }}
      />
      <Textarea
        label={texts.note}
        value={note.text}
        {...limits(note, noteLimit)}
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
          aria-label={texts.pinOf(run.name)}
          aria-pressed={run.pinned}
          title={texts.pinHelp}
          onClick={() => actions.mark(run.id, run.pinned ? { pinned: false } : { pinned: true, shown: true })}
        >
          {texts.pin}
        </Button>
        <Button
          variant="default"
          leftSection={<IconSettings size={16} aria-hidden />}
          aria-label={texts.loadSettingsOf(run.name)}
          title={active ? texts.loadWhenOver : undefined}
          disabled={active}
          onClick={load}
        >
          {texts.loadSettings}
        </Button>
        {(['JSON', 'CSV'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            aria-label={texts.metricsAs(format, run.name)}
            onClick={() => saveMetrics(run, format)}
          >
            {format}
          </Button>
        ))}
        <Button
          variant="default"
          leftSection={<IconReport size={16} aria-hidden />}
          aria-label={own.reportOn(run.name)}
          onClick={() => saveReport([run])}
        >
          {own.reportShort}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          aria-label={texts.removeOf(run.name)}
          title={underWay ? texts.removeWhenOver : undefined}
          disabled={underWay}
          onClick={() => actions.remove([run.id])}
        >
          {texts.remove}
        </Button>
      </div>
    </div>
  );
}
