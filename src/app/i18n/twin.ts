/** The words of the dialog that shows a network and its twin, which come with it. */
import { twin as en } from './en/twin.ts';
import { partWords } from './partWords.ts';
import { twin as zh } from './zh/twin.ts';

export const useTwinWords = partWords({ en, zh });
