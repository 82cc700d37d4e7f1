/** The words of what goes out of several runs, which come with its menu. */
import { out as en } from './en/out.ts';
import { partWords } from './partWords.ts';
import { out as zh } from './zh/out.ts';

export const useOutWords = partWords({ en, zh });
