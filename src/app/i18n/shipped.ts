import { shipped as en } from './en/shipped.ts';
import { partWords } from './partWords.ts';
import { shipped as zh } from './zh/shipped.ts';

export const useShippedWords = partWords({ en, zh });
