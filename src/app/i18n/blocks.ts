import { blocks as en } from './en/blocks.ts';
import { partWords } from './partWords.ts';
import { blocks as zh } from './zh/blocks.ts';

export const useBlockWords = partWords({ en, zh });
