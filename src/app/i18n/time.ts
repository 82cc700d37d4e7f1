import { time as en } from './en/time.ts';
import { partWords } from './partWords.ts';
import { time as zh } from './zh/time.ts';

export const useTimeWords = partWords({ en, zh });
