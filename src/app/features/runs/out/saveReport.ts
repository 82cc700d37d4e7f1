/** Stored runs as a report. Loaded with the first one. */
import { type ReportInput, reportHtml } from '../../../../formats/report/report.ts';
import type { ReportRun } from '../../../../formats/report/runs.ts';
import type { RunRecord } from '../../../../storage/runRecord.ts';
import { reportTexts } from '../../../i18n/reportTexts.ts';
import type { Words } from '../../../i18n/words.ts';
import { isAsPlanned } from '../../../state/asPlanned.ts';
import { fileWord } from '../../../state/fileNames.ts';
import type { Language } from '../../../state/preferences.ts';
import { saveBlob } from '../../../ui/download.ts';

const reportRun = (run: RunRecord): ReportRun => ({
  name: run.name,
  config: run.config,
  epochs: run.epochs,
  note: run.note,
  changes: isAsPlanned(run) ? [] : run.changes,
  startedAt: run.startedAt,
  ...(run.device && { device: run.device.name || run.device.backend }),
  end: run.end?.problem?.kind === 'diverged' ? 'diverged' : (run.end?.outcome ?? 'unfinished'),
});

/** Where this page is, for links of the report. */
const here = (): string => `${location.origin}${location.pathname}`;

export function saveReport(runs: readonly RunRecord[], words: Words, language: Language): void {
  // Oldest first, as they were trained.
  const inOrder = [...runs].sort((a, b) => a.startedAt - b.startedAt);
  const input: ReportInput = { runs: inOrder.map(reportRun), made: Date.now(), address: here() };
  const [first] = runs;
  const name = runs.length === 1 && first ? `${fileWord(first.name)}-report` : 'resnet-runs-report';
  saveBlob(
    new Blob([reportHtml(input, reportTexts(words, language))], { type: 'text/html' }),
    `${name}.html`,
  );
}
