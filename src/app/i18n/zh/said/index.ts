/**
 * Chinese: what worker, trainer and readers of files say in English. A test reads their sentences from the source and
 * fails where one is missing here.
 */
import { type Phrase, translator } from '../../translator.ts';
import { data } from './data.ts';
import { device } from './device.ts';
import { files } from './files.ts';
import { settings } from './settings.ts';
import { worker } from './worker.ts';

/** Few words of their own: only what nothing else fits is theirs. */
const loose: readonly Phrase[] = [
  ['it {why}', '它{why}'],
  ['{first}, {more}: {fault}', '{first}，{more}：{fault}'],
];

/** A sentence from behind the page, in Chinese; one that is not known is left as it is. */
export const said = translator([...device, ...worker, ...data, ...files, ...settings, ...loose]);
