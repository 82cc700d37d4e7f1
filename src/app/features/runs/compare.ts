/** The table that compares runs: the settings in which they differ, and their results. Pure. */

import { summaryOf } from '../../../model/summary.ts';
import type { RunRecord } from '../../../storage/runRecord.ts';
import { formatSetting, specOf } from '../../../training/config.ts';
import { clockTime } from '../../../training/events.ts';
import { namedKeys, type RunConfig, settingKeys } from '../../../training/settings.ts';
import type { CompareWords } from '../../i18n/compare.ts';
import { labelOf, testedText, valueText } from '../../i18n/runTexts.ts';
import type { Words } from '../../i18n/words.ts';
import {
  type Change,
  configsOf,
  finalConfig,
  hasEffect,
  modelText,
  type Results,
  type RunStatus,
  resultsOf,
  saysItsShortcuts,
} from '../../state/runs.ts';

/** A line of the table: a cell for each run. */
export interface CompareRow<K extends string = string> {
  readonly key: K;
  readonly label: string;
  readonly cells: readonly string[];
}

const allSame = (texts: readonly string[]): boolean => texts.every((text) => text === texts[0]);

/** The keys to show: one for the network where all have one with a name, which may say of the shortcuts all there is to say. */
function keysFor(configs: readonly RunConfig[]): readonly Change['key'][] {
  if (configs.some((config) => modelText(config) === undefined)) return settingKeys;
  const said = configs.every(saysItsShortcuts);
  const rest = settingKeys.filter((key) => !namedKeys.includes(key) && !(said && key === 'shortcut'));
  return ['model', ...rest];
}

const textOf = (key: Change['key'], config: RunConfig): string =>
  key === 'model' ? (modelText(config) ?? '') : formatSetting(key, config[key]);

/**
 * The settings in which the runs differ, those changed by hand on the way included. A run in which a setting is without
 * effect differs from none in it.
 */
export function settingRows(
  words: Words,
  own: CompareWords,
  runs: readonly RunRecord[],
): CompareRow<Change['key']>[] {
  const cellOf = (run: RunRecord, key: Change['key']): string => {
    const [from, to] = [run.config, finalConfig(run)].map((config) =>
      valueText(words, key, textOf(key, config)),
    ) as [string, string];
    return from === to ? from : own.thenByHand(from, to);
  };
  return keysFor(runs.map(({ config }) => config)).flatMap((key): CompareRow<Change['key']>[] => {
    const obeys = runs.map((run) => hasEffect(key, configsOf(run)));
    const values = runs.map((run) => cellOf(run, key));
    if (allSame(values.filter((_, i) => obeys[i]))) return [];
    const cells = values.map((value, i) => (obeys[i] ? value : words.runs.noEffect));
    return [{ key, label: labelOf(words, key), cells }];
  });
}

/**
 * The results of the runs. Rows that only describe, such as the device, are left out where all runs have the same.
 */
export function resultRows(
  words: Words,
  own: CompareWords,
  runs: readonly RunRecord[],
  statusOf: (run: RunRecord) => RunStatus,
): CompareRow[] {
  const { figures, runs: r } = words;
  const row = (key: keyof CompareWords['result'], cellOf: (run: RunRecord) => string): CompareRow => ({
    key,
    label: own.result[key],
    cells: runs.map(cellOf),
  });
  const result = (key: keyof CompareWords['result'], text: (results: Results, config: RunConfig) => string) =>
    row(key, (run) => {
      const results = resultsOf(run);
      return results ? text(results, run.config) : figures.unknown;
    });
  const known = (value: number, text: (value: number) => string) =>
    Number.isFinite(value) ? text(value) : figures.unknown;
  const describing = [
    row('parameters', ({ config }) => figures.count(summaryOf(specOf(config)).parameters)),
    row(
      'device',
      ({ device }) => (device && `${device.name || words.page.backend[device.backend]}`) ?? figures.unknown,
    ),
  ];
  return [
    row('status', (run) => r.status[statusOf(run)]),
    result('last', ({ last }, config) => testedText(words, last, config)),
    result('best', ({ best, bestEpoch }, config) => own.bestAt(testedText(words, best, config), bestEpoch)),
    result('testLoss', ({ testLoss }) => known(testLoss, figures.loss)),
    result('trainAccuracy', ({ trainAccuracy }) => figures.percent(trainAccuracy)),
    result('epochs', ({ epochs }) => figures.count(epochs)),
    result('seconds', ({ seconds }) => clockTime(seconds)),
    result('imagesPerSecond', ({ imagesPerSecond }) => known(imagesPerSecond, figures.imagesPerSecond)),
    ...describing.filter(({ cells }) => !allSame(cells)),
  ];
}

/** Pixels that a run needs beside the names of the rows. */
const columnWidth = 116;
const labelWidth = 150;

/** How many runs fit side by side in so many pixels, two at least: fewer are no comparison. */
export const columnsIn = (width: number): number =>
  Math.max(2, Math.floor((width - labelWidth) / columnWidth));
