import { alike as en } from './en/alike.ts';
import { partWords } from './partWords.ts';
import { alike as zh } from './zh/alike.ts';

export const useAlikeWords = partWords({ en, zh });
