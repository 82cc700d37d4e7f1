import { landscape as en } from './en/landscape.ts';
import { partWords } from './partWords.ts';
import { landscape as zh } from './zh/landscape.ts';

export const useLandscapeWords = partWords({ en, zh });
