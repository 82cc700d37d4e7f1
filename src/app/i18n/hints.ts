import { hints as en } from './en/hints.ts';
import { partWords } from './partWords.ts';
import { hints as zh } from './zh/hints.ts';

export const useHintWords = partWords({ en, zh });
