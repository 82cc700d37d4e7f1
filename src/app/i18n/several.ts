/** The words of the ready experiments of several runs, which come with their list and their dialog. */
import { several as en } from './en/several.ts';
import { partWords } from './partWords.ts';
import { several as zh } from './zh/several.ts';

export const useSeveralWords = partWords({ en, zh });
