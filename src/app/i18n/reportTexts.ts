/** The words of a report in the language of the page. Loaded with the first report. */
import { reportWords } from '../../formats/report/english.ts';
import type { ReportTexts } from '../../formats/report/runs.ts';
import { formatSetting } from '../../training/config.ts';
import type { Language } from '../state/preferences.ts';
import { labelOf, networkInFull, valueText } from './runTexts.ts';
import type { Words } from './words.ts';
import { report as zh } from './zh/report.ts';

const of = { en: { language: 'en', words: reportWords }, zh: { language: 'zh-CN', words: zh } } as const;

export const reportTexts = (words: Words, language: Language): ReportTexts => ({
  ...of[language],
  network: (config) => networkInFull(words, config),
  label: (key) => labelOf(words, key),
  value: (key, value) => valueText(words, key, formatSetting(key, value)),
});
