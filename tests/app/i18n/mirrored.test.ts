/** A number that two looks at every picture gave says so wherever it stands. */
import { expect, it } from 'vitest';
import { lineName } from '../../../src/app/features/charts/format.ts';
import { accuracy } from '../../../src/app/features/charts/kinds/accuracy.ts';
import { resultRows } from '../../../src/app/features/runs/compare.ts';
import { announcementOf } from '../../../src/app/features/train/announcement.ts';
import { resultOf } from '../../../src/app/features/train/result.ts';
import { compare as compareWords } from '../../../src/app/i18n/en/compare.ts';
import { en } from '../../../src/app/i18n/en/index.ts';
import { testedText } from '../../../src/app/i18n/runTexts.ts';
import { zh } from '../../../src/app/i18n/zh/index.ts';
import { newRun, type Run } from '../../../src/app/state/run.ts';
import { shownRuns } from '../../../src/app/state/shown.ts';
import type { RunRecord } from '../../../src/storage/runRecord.ts';
import { defaultConfig } from '../../../src/training/settings.ts';

const runOf = (mirrorTest: boolean): Run => {
  const run = newRun('a', { ...defaultConfig, mirrorTest, epochs: 1 });
  const epoch = {
    type: 'epoch',
    runId: 'a',
    epoch: 1,
    epochs: 1,
    step: 1,
    trainLoss: 1,
    trainAccuracy: 0.5,
    testLoss: 1,
    testAccuracy: 0.75,
    learningRate: 0.1,
    seconds: 1,
    imagesPerSecond: 1,
  } as const;
  return { ...run, epochs: [epoch], end: { type: 'end', runId: 'a', outcome: 'finished', step: 1 } };
};

/** All that the page says of the accuracy of a run. */
function told(run: Run): string[] {
  const [shown] = shownRuns({ ...run, end: undefined }, { runs: [], loaded: false, references: [] }, String);
  const test = shown && accuracy.lines([shown]).find(({ part }) => part === 'test');
  const record = { ...run, config: run.config, epochs: run.epochs } as unknown as RunRecord;
  const rows = resultRows(en, compareWords, [record], () => 'finished').filter(({ key }) =>
    ['last', 'best'].includes(key),
  );
  return [
    testedText(en, 0.75, run.config),
    resultOf(run, en)?.accuracy ?? '',
    announcementOf(run, en),
    ...(test ? [lineName(en, accuracy, test, false)] : []),
    ...rows.flatMap(({ cells }) => cells),
  ];
}

it('in the card of a result, in sentences, on charts and in comparisons', () => {
  const mirrored = told(runOf(true));
  expect(mirrored).toHaveLength(6);
  for (const text of mirrored) expect(text).toContain('with mirror');
  for (const text of told(runOf(false))) expect(text).not.toContain('mirror');
  expect(testedText(zh, 0.75, { mirrorTest: true })).toContain('含镜像');
});
